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

/** The kinds in the order of their codes, but for the one that each site begins with. */
function kinds(listed: { value: string; label: string }[]) {
  const general = (kind: { value: string }) => kind.value === "general_contractor";
  return [...listed.filter(general), ...listed.filter((kind) => !general(kind))];
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
        <Select options={kinds(choices(codes, "contractor_kinds"))} />
      </Form.Item>
    </>
  );
}
