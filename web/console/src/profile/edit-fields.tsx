/** The fields of a version, group by group, in the order in which its page says them. */
import { Checkbox, Form, Input, InputNumber, Select } from "antd";

import { today } from "@sitewarden/kit/format";

import { useRequired } from "../form/adding-drawer";
import { CATEGORIES, LEVELS } from "./draft";
import { EffectField, Group, NumberField, WordsField } from "./edit-parts";
import { Bands, Measures, Questions, Symptoms } from "./edit-lines";
import { profileWords } from "./words";

const SPREADS = ["person_to_person", "vector", "food_water", "environmental"] as const;
const ANCHORS = ["onset", "rash", "sample"] as const;

export function EditFields({ isNew }: { isNew: boolean }) {
  return (
    <>
      <Name isNew={isNew} />
      <Spreading />
      <Complaints />
      <Observing />
      <AtTheGate />
      <OnSite />
    </>
  );
}

function Name({ isNew }: { isNew: boolean }) {
  const say = profileWords.useWords();
  const required = useRequired();
  return (
    <Group title={say("disease")}>
      <WordsField name={["words"]} label={say("name")} />
      {isNew && (
        <Form.Item name="code" label={say("code")} extra={say("codeHint")} rules={required}>
          <Input autoComplete="off" spellCheck={false} maxLength={40} />
        </Form.Item>
      )}
      <Form.Item name="from" label={say("firstDay")} rules={required}>
        <Input type="date" min={today()} />
      </Form.Item>
      <WordsField name={["basis"]} label={say("basis")} rows={2} />
    </Group>
  );
}

function Spreading() {
  const say = profileWords.useWords();
  return (
    <Group title={say("howItSpreads")}>
      <Form.Item name="spread" label={say("spread")}>
        <Select options={SPREADS.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      <div className="profile-row">
        <NumberField name={["incubation", "shortest"]} label={`${say("incubation")} · ${say("shortest")}`} step={0.5} optional />
        <NumberField name={["incubation", "usual"]} label={say("usual")} step={0.5} optional />
        <NumberField name={["incubation", "longest"]} label={say("longest")} step={0.5} optional />
      </div>
      <div className="profile-row">
        <Form.Item name={["infectious", "anchor"]} label={`${say("infectious")} · ${say("countedFrom")}`}>
          <Select options={ANCHORS.map((value) => ({ value, label: say(`anchor_${value}`) }))} />
        </Form.Item>
        <NumberField name={["infectious", "from_day"]} label={say("windowFrom")} least={-60} optional />
        <NumberField name={["infectious", "to_day"]} label={say("windowTo")} least={-60} optional />
      </div>
      <WordsField name={["sources", "spread"]} label={say("source_spread")} rows={2} />
    </Group>
  );
}

function Complaints() {
  const say = profileWords.useWords();
  return (
    <Group title={say("symptomsAndFever")}>
      <Form.Item name="fever_from" label={say("feverField")}>
        <InputNumber min={36.5} max={39.5} step={0.1} precision={1} inputMode="decimal" />
      </Form.Item>
      <Symptoms />
      <Questions />
      <NumberField name={["symptom_free_hours"]} label={say("symptomFreeField")} />
      <WordsField name={["case_definition"]} label={say("caseDefinition")} rows={3} optional />
      <WordsField name={["sources", "symptoms"]} label={say("source_symptoms")} rows={2} optional />
    </Group>
  );
}

function Observing() {
  const say = profileWords.useWords();
  return (
    <Group title={say("lookBackAndObservation")}>
      <div className="profile-row">
        <NumberField name={["look_back_days"]} label={say("lookBackField")} />
        <NumberField name={["observation_days"]} label={say("observationField")} />
        <NumberField name={["checks_a_day"]} label={say("checksField")} />
      </div>
      <WordsField name={["release"]} label={say("release")} rows={2} optional />
      <WordsField name={["sources", "observation"]} label={say("source_observation")} rows={2} optional />
    </Group>
  );
}

function AtTheGate() {
  const say = profileWords.useWords();
  return (
    <Group title={say("gateMay")}>
      <EffectField name={["permitted"]} label={say("permitted")} />
      <Form.Item name="daily_declaration" valuePropName="checked">
        <Checkbox>{say("dailyField")}</Checkbox>
      </Form.Item>
      <div className="profile-row">
        <EffectField name={["contact_effect"]} label={say("contact")} />
        {LEVELS.map((level) => (
          <EffectField key={level} name={["area_effect", level]} label={say(`area_${level}`)} />
        ))}
        {CATEGORIES.map((category) => (
          <EffectField key={category} name={["categories", category]} label={say(category)} />
        ))}
      </div>
      <p className="soft">{say("areasElsewhere")}</p>
      <NumberField name={["retention_days"]} label={say("retentionField")} />
      <WordsField name={["sources", "gate"]} label={say("source_gate")} rows={2} />
    </Group>
  );
}

function OnSite() {
  const say = profileWords.useWords();
  const spread = Form.useWatch<(typeof SPREADS)[number]>("spread");
  return (
    <Group title={say("onSite")}>
      <Measures spread={spread} />
      {spread === "environmental" && <Bands />}
      <WordsField name={["sources", "measures"]} label={say("source_measures")} rows={2} optional />
    </Group>
  );
}
