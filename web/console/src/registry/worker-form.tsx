/** Adding one worker. The platform checks every field; its faults stand at the fields. */
import { AutoComplete, Form, Input, Select, type FormInstance } from "antd";

import { api, taken, type Contractor, type Crew, type WorkerDraft } from "@sitewarden/kit/api";

import { AddingDrawer, useRequired } from "../form/adding-drawer";
import { choices, useCodes } from "./codes";
import { detailFields, WorkerFormDetails } from "./worker-form-details";
import { registryWords } from "./words";

const fields = [
  "name",
  "document_kind",
  "document",
  "birth_date",
  "phone",
  "crew",
  "contractor",
  "worker_kind",
  "trade",
  ...detailFields,
] as const;

export interface WorkerFormProps {
  site: string;
  crews: Crew[];
  contractors: Contractor[];
  open: boolean;
  onClose: () => void;
  onAdded: () => void;
}

export function WorkerForm({ site, crews, contractors, ...shown }: WorkerFormProps) {
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
      initial={{ document_kind: "resident_id", worker_kind: "worker" }}
      send={send}
    >
      {(form) => <WorkerFields form={form} crews={crews} contractors={contractors} />}
    </AddingDrawer>
  );
}

interface WorkerFieldsProps {
  form: FormInstance<WorkerDraft>;
  crews: Crew[];
  contractors: Contractor[];
}

function WorkerFields({ form, crews, contractors }: WorkerFieldsProps) {
  const say = registryWords.useWords();
  const required = useRequired();
  const codes = useCodes();
  const kind = Form.useWatch("document_kind", form) ?? "resident_id";
  return (
    <>
      <Form.Item name="name" label={say("name")} rules={required}>
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item name="document_kind" label={say("documentKind")} rules={[{ required: true }]}>
        <Select options={choices(codes, "document_kinds")} />
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
      {contractors.length > 0 && (
        <Form.Item name="contractor" label={say("contractor")} extra={say("contractorHint")}>
          <Select
            allowClear
            options={contractors
              .filter((one) => one.ended_on == null)
              .map(({ organisation }) => ({ value: organisation.uscc, label: organisation.name }))}
          />
        </Form.Item>
      )}
      <Form.Item name="worker_kind" label={say("workerKind")}>
        <Select options={choices(codes, "worker_kinds")} />
      </Form.Item>
      <Form.Item name="trade" label={say("trade")}>
        <Select allowClear showSearch={{ optionFilterProp: "label" }} options={choices(codes, "trades").map(({ value, label }) => ({ value, label: `${label} ${value}` }))} />
      </Form.Item>
      <WorkerFormDetails />
    </>
  );
}

/** Every field as text; what was not filled in is empty. */
function trimmed(draft: Partial<WorkerDraft>): WorkerDraft {
  return Object.fromEntries(fields.map((field) => [field, draft[field]?.trim() ?? ""])) as Record<
    (typeof fields)[number],
    string
  >;
}
