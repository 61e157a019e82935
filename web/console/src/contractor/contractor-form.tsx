/** Adding a company to a site. */
import { Form, Input, Select } from "antd";

import { api, taken, type components } from "@sitewarden/kit/api";

import { AddingDrawer, useRequired } from "../form/adding-drawer";
import { choices, useCodes } from "../registry/codes";
import { contractorWords } from "./words";

type NewContractor = components["schemas"]["NewContractor"];

const fields = ["uscc", "name", "kind"] as const;

export interface ContractorFormProps {
  site: string;
  open: boolean;
  onClose: () => void;
  onAdded: () => void;
}

export function ContractorForm({ site, ...shown }: ContractorFormProps) {
  const say = contractorWords.useWords();
  return (
    <AddingDrawer<NewContractor>
      {...shown}
      title={say("add")}
      fields={fields}
      initial={{}}
      send={async (body) => {
        const added = api.POST("/sites/{site}/contractors", { params: { path: { site } }, body });
        return (await taken(added)).organisation.name;
      }}
    >
      {() => <ContractorFields />}
    </AddingDrawer>
  );
}

function ContractorFields() {
  const say = contractorWords.useWords();
  const required = useRequired();
  const codes = useCodes();
  return (
    <>
      <Form.Item name="uscc" label={say("uscc")} extra={say("usccHint")} rules={required}>
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item name="name" label={say("name")} extra={say("nameHint")} rules={required}>
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item name="kind" label={say("kind")} rules={required}>
        <Select options={choices(codes, "contractor_kinds")} />
      </Form.Item>
    </>
  );
}
