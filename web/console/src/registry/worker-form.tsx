/** Adding one worker. The platform checks every field; its faults stand at the fields. */
import { Alert, App, AutoComplete, Button, Drawer, Form, Input, Select } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type Crew, type WorkerDraft } from "@sitewarden/kit/api";
import { useLanguage } from "@sitewarden/kit/i18n";

import { showFaults } from "../form/faults";
import { shellWords } from "../shell/words";
import { tradeChoices } from "./trades";
import { registryWords } from "./words";

const fields = ["name", "document_kind", "document", "birth_date", "phone", "crew", "trade"] as const;

const kinds = [
  "resident_id",
  "passport",
  "hong_kong_macao_permit",
  "taiwan_permit",
  "permanent_residence",
] as const;

export interface WorkerFormProps {
  site: string;
  crews: Crew[];
  open: boolean;
  onClose: () => void;
  onAdded: () => void;
}

export function WorkerForm({ site, crews, open, onClose, onAdded }: WorkerFormProps) {
  const say = registryWords.useWords();
  const shell = shellWords.useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<WorkerDraft>();
  const [refusal, setRefusal] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);

  const add = async (draft: WorkerDraft) => {
    setBusy(true);
    setRefusal([]);
    try {
      const row = await taken(api.POST("/sites/{site}/workers", { params: { path: { site } }, body: trimmed(draft) }));
      void message.success(say("saved", { name: row.name }));
      form.resetFields();
      onAdded();
      onClose();
    } catch (thrown) {
      const problem = asProblem(thrown);
      const elsewhere = showFaults(form, problem, fields);
      setRefusal(problem.code === "invalid" ? [say("correct"), ...elsewhere] : [problem.message]);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={say("formTitle")}
      size={480}
      // What was typed is not lost to a key or a click beside it.
      keyboard={false}
      mask={{ closable: false }}
      closable={{ "aria-label": shell("close") }}
      footer={
        <div className="row-of-buttons">
          <Button type="primary" loading={busy} onClick={() => form.submit()}>
            {say("save")}
          </Button>
          <Button onClick={onClose}>{shell("cancel")}</Button>
        </div>
      }
    >
      {refusal.length > 0 && (
        <Alert type="error" showIcon role="alert" title={refusal.join(" ")} description={say("formKept")} />
      )}
      <WorkerFields form={form} crews={crews} onFinish={(draft) => void add(draft)} />
    </Drawer>
  );
}

interface WorkerFieldsProps {
  form: ReturnType<typeof Form.useForm<WorkerDraft>>[0];
  crews: Crew[];
  onFinish: (draft: WorkerDraft) => void;
}

function WorkerFields({ form, crews, onFinish }: WorkerFieldsProps) {
  const say = registryWords.useWords();
  const english = useLanguage() === "en";
  const kind = Form.useWatch("document_kind", form) ?? "resident_id";
  const required = [{ required: true, whitespace: true, message: say("required") }];
  return (
    <Form<WorkerDraft>
      form={form}
      layout="vertical"
      initialValues={{ document_kind: "resident_id" }}
      onFinish={onFinish}
      requiredMark="optional"
      className="worker-form"
    >
      <Form.Item name="name" label={say("name")} rules={required}>
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item name="document_kind" label={say("documentKind")} rules={[{ required: true }]}>
        <Select options={kinds.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      <Form.Item name="document" label={say("document")} rules={required}>
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
      {kind !== "resident_id" && (
        <Form.Item name="birth_date" label={say("birthDate")} extra={say("birthHint")}>
          <Input type="date" />
        </Form.Item>
      )}
      <Form.Item name="phone" label={say("phone")}>
        <Input autoComplete="off" inputMode="tel" />
      </Form.Item>
      <Form.Item name="crew" label={say("crew")} extra={say("crewHint")}>
        <AutoComplete
          options={crews.map((crew) => ({ value: crew.name }))}
          showSearch={{ filterOption: (typed, option) => String(option?.value ?? "").includes(typed) }}
        />
      </Form.Item>
      <Form.Item name="trade" label={say("trade")}>
        <Select allowClear showSearch={{ optionFilterProp: "label" }} options={tradeChoices(english)} />
      </Form.Item>
    </Form>
  );
}

/** Every field as text; what was not filled in is empty. */
function trimmed(draft: Partial<WorkerDraft>): WorkerDraft {
  const text = (field: keyof WorkerDraft) => draft[field]?.trim() ?? "";
  return {
    name: text("name"),
    document_kind: text("document_kind"),
    document: text("document"),
    phone: text("phone"),
    crew: text("crew"),
    trade: text("trade"),
    birth_date: text("birth_date"),
  };
}
