/** Adding a place of work to the district. */
import { Form, Input, Radio, type FormInstance } from "antd";

import { api, taken, type components } from "@sitewarden/kit/api";

import { AddingDrawer, useRequired } from "../form/adding-drawer";
import { CommunityChoice, TownChoice } from "../scope/place-choice";
import { registryWords } from "./words";

type NewSite = components["schemas"]["NewSite"];

const fields = ["kind", "name", "town", "community", "address", "organisation_uscc", "organisation_name"] as const;

export interface SiteFormProps {
  open: boolean;
  onClose: () => void;
  onAdded: () => void;
}

export function SiteForm(shown: SiteFormProps) {
  const say = registryWords.useWords();
  return (
    <AddingDrawer<NewSite>
      {...shown}
      title={say("addSite")}
      fields={fields}
      initial={{ kind: "construction_project" }}
      send={async (draft) => (await taken(api.POST("/sites", { body: draft }))).name}
    >
      {(form) => <SiteFields form={form} />}
    </AddingDrawer>
  );
}

function SiteFields({ form }: { form: FormInstance<NewSite> }) {
  const say = registryWords.useWords();
  const required = useRequired();
  const town = Form.useWatch("town", form) ?? "";
  const organisation = Form.useWatch("organisation_uscc", form)?.trim() ?? "";
  return (
    <>
      <Form.Item name="kind" label={say("kind")} rules={[{ required: true }]}>
        <Radio.Group
          options={[
            { value: "construction_project", label: say("construction_project") },
            { value: "enterprise", label: say("enterprise") },
          ]}
        />
      </Form.Item>
      <Form.Item name="name" label={say("siteName")} rules={required}>
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <TownChoice form={form} />
      <CommunityChoice town={town} optional />
      <Form.Item name="address" label={say("address")}>
        <Input autoComplete="off" maxLength={120} />
      </Form.Item>
      <Form.Item name="organisation_uscc" label={say("organisationUscc")} extra={say("organisationHint")}>
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
      {organisation !== "" && (
        <Form.Item name="organisation_name" label={say("organisationName")} rules={required}>
          <Input autoComplete="off" maxLength={60} />
        </Form.Item>
      )}
    </>
  );
}
