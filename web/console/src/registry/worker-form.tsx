/** Adding one worker. The platform checks every field; its faults stand at the fields. */
import { AutoComplete, Form, Input, Select, type FormInstance } from "antd";

import { api, taken, type Crew, type WorkerDraft } from "@sitewarden/kit/api";
import { useLanguage } from "@sitewarden/kit/i18n";

import { AddingDrawer, useRequired } from "../form/adding-drawer";
import { tradeChoices } from "./trades";
import { registryWords } from "./words";

const fields = ["name", "document_kind", "document", "birth_date", "phone", "crew", "trade"] as const;

const kinds = [
  "resident_id",
  "passport",
  "hong_kong_macao_permit",
  "taiwan_permit",
  "permanent_residence",
  "officer_id",
  "armed_police_id",
  "soldier_id",
] as const;

export interface WorkerFormProps {
  site: string;
  crews: Crew[];
  open: boolean;
  onClose: () => void;
  onAdded: () => void;
}

export function WorkerForm({ site, crews, ...shown }: WorkerFormProps) {
  const say = registryWords.useWords();
  const send = async (draft: WorkerDraft) => {
    const added = api.POST("/sites/{site}/workers", { params: { path: { site } }, body: trimmed(draft) });
    return (await taken(added)).name;
  };
  return (
    <AddingDrawer<WorkerDraft>
      {...shown}
      title={say("formTitle")}
      fields={fields}
      initial={{ document_kind: "resident_id" }}
      send={send}
    >
      {(form) => <WorkerFields form={form} crews={crews} />}
    </AddingDrawer>
  );
}

function WorkerFields({ form, crews }: { form: FormInstance<WorkerDraft>; crews: Crew[] }) {
  const say = registryWords.useWords();
  const required = useRequired();
  const english = useLanguage() === "en";
  const kind = Form.useWatch("document_kind", form) ?? "resident_id";
  return (
    <>
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
    </>
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
