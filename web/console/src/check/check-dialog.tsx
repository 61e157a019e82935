/** Writing down a check on the spot: what it does is on the button, by what was measured. */
import { App, Form, Input, Modal, Select, type FormInstance } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type CheckForm, type StandingView } from "@sitewarden/kit/api";
import { temperature } from "@sitewarden/kit/format";

import { showFaults } from "../form/faults";
import { Failure } from "../shell/failure";
import { shellWords } from "../shell/words";
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
  const shell = shellWords.useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const measured = typedTenths(Form.useWatch("temperature", form) ?? "");
  const fever = possible(measured) && measured >= asked.fever_from;
  const close = () => {
    setThrown(undefined);
    onClose();
  };
  const send = async (typed: Typed) => {
    const tenths = typedTenths(typed.temperature);
    const site = typed.site ?? asked.sites[0]?.site;
    if (tenths === undefined || site === undefined) return;
    setBusy(true);
    setThrown(undefined);
    try {
      const body = { site, temperature: tenths, note: typed.note.trim(), as_of: asked.as_of };
      const done = await taken(api.POST("/workers/{person}/checks", { params: { path: { person } }, body }));
      void message.success(say(done.fit ? (done.standing.state === "clear" ? "doneClear" : "doneFit") : "doneFever"));
      close();
      onChanged();
    } catch (failed) {
      const problem = asProblem(failed);
      if (problem.code !== "invalid" || showFaults(form, problem, fields).length > 0) setThrown(failed);
      // Told again meanwhile: what stands is shown anew, and what was typed stays.
      if (problem.code === "conflict") onChanged();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={open}
      title={say("title")}
      okText={say(fever ? "fever" : "fit")}
      okButtonProps={{ danger: fever }}
      cancelText={shell("cancel")}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={close}
      // What was typed is not lost to a key or a click beside it.
      keyboard={false}
      mask={{ closable: false }}
      closable={{ "aria-label": shell("close") }}
      destroyOnHidden
    >
      <ul className="dialog-lead">
        {standing.reasons.filter(isUnwell).map((reason) => (
          <li key={reason.text}>{reason.text}</li>
        ))}
      </ul>
      <p className="dialog-lead soft">{say("lead")}</p>
      <CheckFields
        form={form}
        asked={asked}
        hint={possible(measured) ? (fever ? say("feverHint", { from: temperature(asked.fever_from) }) : say("fitHint")) : undefined}
        onFinish={(typed) => void send(typed)}
      />
      {thrown !== undefined && <Failure thrown={thrown} kept={say("kept")} />}
    </Modal>
  );
}

/** What a check can answer. */
function isUnwell(reason: StandingView["reasons"][number]): boolean {
  return reason.code === "fever" || reason.code === "symptom";
}

interface CheckFieldsProps {
  form: FormInstance<Typed>;
  asked: CheckForm;
  hint: string | undefined;
  onFinish: (typed: Typed) => void;
}

function CheckFields({ form, asked, hint, onFinish }: CheckFieldsProps) {
  const say = checkWords.useWords();
  const sites = asked.sites.map(({ site, site_name }) => ({ value: site, label: site_name }));
  return (
    <Form<Typed> form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={onFinish}>
      {sites.length > 1 && (
        <Form.Item name="site" label={say("site")} rules={[{ required: true, message: say("siteMissing") }]}>
          <Select options={sites} placeholder={say("siteMissing")} />
        </Form.Item>
      )}
      <TemperatureField hint={hint} />
      <Form.Item
        name="note"
        label={say("note")}
        rules={[{ required: true, min: 4, whitespace: true, message: say("noteShort") }]}
      >
        <Input.TextArea rows={3} maxLength={500} placeholder={say("notePlaceholder")} />
      </Form.Item>
    </Form>
  );
}
