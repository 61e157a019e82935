/** The lists of a version: symptoms, questions, measures, steps of heat; a line added, a line taken away. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Checkbox, Form, Select } from "antd";
import type { ReactNode } from "react";

import type { DiseaseProfile } from "@sitewarden/kit/api";

import { NO_WORDS } from "./draft";
import { EffectField, NumberField, WordsField } from "./edit-parts";
import { profileWords } from "./words";

interface LinesProps {
  name: string;
  label: string;
  add: string;
  /** A new line. */
  blank: object;
  /** Its fields stand beside each other where there is room. */
  beside?: boolean;
  children: (at: number) => ReactNode;
}

function Lines({ name, label, add, blank, beside = false, children }: LinesProps) {
  const say = profileWords.useWords();
  return (
    <fieldset className="profile-lines">
      <legend>{label}</legend>
      <Form.List name={name}>
        {(fields, { add: append, remove }) => (
          <>
            {fields.map(({ key, name: at }, place) => (
              <div key={key} className={beside ? "profile-line profile-line-beside" : "profile-line"}>
                {children(at)}
                <Button icon={<DeleteOutlined />} aria-label={`${say("remove")} ${label} ${place + 1}`} onClick={() => remove(at)}>
                  {say("remove")}
                </Button>
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => append(blank)}>
              {add}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

export function Symptoms() {
  const say = profileWords.useWords();
  return (
    <Lines name="symptoms" label={say("symptoms")} add={say("addSymptom")} blank={{ words: NO_WORDS, effect: "hold" }} beside>
      {(at) => (
        <>
          <WordsField name={[at, "words"]} label={say("name")} />
          <EffectField name={[at, "effect"]} label={say("effect")} />
        </>
      )}
    </Lines>
  );
}

export function Questions() {
  const say = profileWords.useWords();
  return (
    <Lines name="questions" label={say("questions")} add={say("addQuestion")} blank={{ ask: NO_WORDS, yes: NO_WORDS, effect: "hold" }}>
      {(at) => (
        <>
          <WordsField name={[at, "ask"]} label={say("ask")} hint={say("askHint")} />
          <WordsField name={[at, "yes"]} label={say("yes")} />
          <EffectField name={[at, "effect"]} label={say("effect")} />
        </>
      )}
    </Lines>
  );
}

/** Where something can be done, by how the disease spreads. */
function places(spread: DiseaseProfile["spread"] | undefined) {
  const own = { vector: ["premises"], food_water: ["canteen"], person_to_person: [], environmental: [] } as const;
  return ["site", ...(spread === undefined ? [] : own[spread])] as const;
}

export function Measures({ spread }: { spread: DiseaseProfile["spread"] | undefined }) {
  const say = profileWords.useWords();
  return (
    <Lines name="measures" label={say("what")} add={say("addMeasure")} blank={{ place: "site", words: NO_WORDS }}>
      {(at) => (
        <>
          <Form.Item name={[at, "place"]} label={say("place")}>
            <Select options={places(spread).map((value) => ({ value, label: say(value) }))} />
          </Form.Item>
          <WordsField name={[at, "words"]} label={say("what")} />
          <NumberField name={[at, "radius_m"]} label={say("radius")} least={1} optional />
        </>
      )}
    </Lines>
  );
}

export function Bands() {
  const say = profileWords.useWords();
  const blank = { from: 35, words: NO_WORDS, none_in_hottest_hours: 0, overtime: false };
  return (
    <Lines name="work_rest" label={say("environmental")} add={say("addBand")} blank={blank}>
      {(at) => (
        <>
          <NumberField name={[at, "from"]} label={say("bandFrom")} least={25} step={0.5} />
          <WordsField name={[at, "words"]} label={say("what")} />
          <NumberField name={[at, "outdoor_hours"]} label={say("outdoorHours")} optional />
          <NumberField name={[at, "none_in_hottest_hours"]} label={say("hottestHours")} />
          <Form.Item name={[at, "overtime"]} valuePropName="checked">
            <Checkbox>{say("overtime")}</Checkbox>
          </Form.Item>
        </>
      )}
    </Lines>
  );
}
