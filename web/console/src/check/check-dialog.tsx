/** Writing down a check on the spot: what it does is on the button, by what was measured. */
import { App, Form, Select } from "antd";

import { api, taken, type CheckForm, type StandingView } from "@sitewarden/kit/api";
import { temperature } from "@sitewarden/kit/format";

import { AskingDialog } from "../form/asking-dialog";
import { ReasonField } from "../form/asking-fields";
import { possible, typedTenths } from "./temperature";
import { TemperatureField } from "./temperature-field";
import { checkWords } from "./words";

interface Typed {
  site?: string;
  temperature: string;
  note: string;
}

const fields = ["site", "temperature", "note"] as const;

export interface CheckDialogProps {
  person: string;
  standing: StandingView;
  /** What a check asks for. */
  asked: CheckForm;
  open: boolean;
  onClose: () => void;
  /** Something is different from what is shown: ask anew. */
  onChanged: () => void;
}

export function CheckDialog({ person, standing, asked, open, onClose, onChanged }: CheckDialogProps) {
  const say = checkWords.useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const measured = typedTenths(Form.useWatch("temperature", form) ?? "");
  const fever = possible(measured) && measured >= asked.fever_from;
  const send = async (typed: Typed) => {
    const tenths = typedTenths(typed.temperature);
    const site = typed.site ?? asked.sites[0]?.site;
    if (tenths === undefined || site === undefined) return;
    const body = { site, temperature: tenths, note: typed.note.trim(), as_of: asked.as_of };
    const done = await taken(api.POST("/workers/{person}/checks", { params: { path: { person } }, body }));
    void message.success(say(done.fit ? (done.standing.state === "clear" ? "doneClear" : "doneFit") : "doneFever"));
  };
  const lead = (
    <>
      <ul>
        {standing.reasons.filter(isUnwell).map((reason) => (
          <li key={reason.text}>{reason.text}</li>
        ))}
      </ul>
      <p className="soft">{say("lead")}</p>
    </>
  );
  return (
    <AskingDialog<Typed>
      name="check"
      form={form}
      open={open}
      title={say("title")}
      lead={lead}
      go={say(fever ? "fever" : "fit")}
      danger={fever}
      fields={fields}
      send={send}
      onDone={onChanged}
      onClose={onClose}
      onRefused={(problem) => {
        // Told again meanwhile: what stands is shown anew, and what was typed stays.
        if (problem.code === "conflict") onChanged();
      }}
      kept={say("kept")}
    >
      <CheckFields
        asked={asked}
        hint={possible(measured) ? (fever ? say("feverHint", { from: temperature(asked.fever_from) }) : say("fitHint")) : undefined}
      />
    </AskingDialog>
  );
}

/** What a check can answer. */
function isUnwell(reason: StandingView["reasons"][number]): boolean {
  return reason.code === "fever" || reason.code === "symptom";
}

function CheckFields({ asked, hint }: { asked: CheckForm; hint: string | undefined }) {
  const say = checkWords.useWords();
  const sites = asked.sites.map(({ site, site_name }) => ({ value: site, label: site_name }));
  return (
    <>
      {sites.length > 1 && (
        <Form.Item name="site" label={say("site")} rules={[{ required: true, message: say("siteMissing") }]}>
          <Select options={sites} placeholder={say("siteMissing")} />
        </Form.Item>
      )}
      <TemperatureField hint={hint} />
      <ReasonField name="note" rows={3} most={500} label={say("note")} placeholder={say("notePlaceholder")} short={say("noteShort")} />
    </>
  );
}
