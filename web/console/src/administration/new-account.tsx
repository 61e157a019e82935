/** Adding an account: who, in which role, reaching what; then its first password, shown once. */
import { Form, Input, Select } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type components } from "@sitewarden/kit/api";

import { useMe } from "../account/me";
import { useRequired } from "../form/adding-drawer";
import { showFaults } from "../form/faults";
import { FormButtons } from "../form/form-buttons";
import { ContractorChoice, OrganisationChoice } from "../scope/company-choice";
import { districtOf } from "../scope/divisions";
import { CommunityChoice, SiteChoice, TownChoice } from "../scope/place-choice";
import { Failure } from "../shell/failure";
import { SecretDialog } from "../shell/secret-dialog";
import { useHandedPassword } from "./handed-password";
import { MADE_HERE } from "./roles";
import { administrationWords } from "./words";

type Handed = components["schemas"]["HandedAccount"];
type Scope = components["schemas"]["Scope"];

interface Typed {
  name: string;
  title: string;
  role: (typeof MADE_HERE)[number];
  town?: string;
  community?: string;
  site?: string;
  contractor?: string;
  organisation?: string;
}

const fields = ["name", "title", "role", "town", "community", "site", "contractor", "organisation"] as const;

export interface NewAccountProps {
  open: boolean;
  onClose: () => void;
  onAdded: () => void;
}

export function NewAccount({ open, onClose, onAdded }: NewAccountProps) {
  const say = administrationWords.useWords();
  const [made, setMade] = useState<Handed>();
  const handed = useHandedPassword(made);
  const leave = () => {
    setMade(undefined);
    onClose();
  };
  return (
    <SecretDialog open={open} title={say("add")} handed={handed} onClose={leave}>
      <AccountForm
        onCancel={leave}
        onMade={(handed) => {
          setMade(handed);
          onAdded();
        }}
      />
    </SecretDialog>
  );
}

/** Role and reach, as the platform takes them. */
function scopeOf({ role, town, community, site, contractor, organisation }: Typed, district: string): Scope {
  switch (role) {
    case "site":
      return { kind: "site", site: site ?? "" };
    case "contractor":
      return { kind: "contractor", site: site ?? "", contractor: contractor ?? "" };
    case "enterprise":
      return { kind: "enterprise", organisation: organisation ?? "" };
    case "town":
      return { kind: "town", division: town ?? "" };
    case "community":
      return { kind: "community", division: community ?? "" };
    case "district":
      return { kind: "district", division: district };
    case "system_administrator":
      return { kind: "administration", office: "system", division: district };
  }
}

function AccountForm({ onMade, onCancel }: { onMade: (made: Handed) => void; onCancel: () => void }) {
  const say = administrationWords.useWords();
  const required = useRequired();
  const me = useMe();
  const [form] = Form.useForm<Typed>();
  const role = Form.useWatch("role", form);
  const town = Form.useWatch("town", form) ?? "";
  const site = Form.useWatch("site", form);
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const district = districtOf(me);
  const make = async (typed: Typed) => {
    setBusy(true);
    setThrown(undefined);
    try {
      const body = { name: typed.name.trim(), title: typed.title.trim(), scope: scopeOf(typed, district) };
      onMade(await taken(api.POST("/accounts", { body })));
    } catch (failed) {
      const problem = asProblem(failed);
      if (showFaults(form, problem, fields).length > 0 || problem.fields.length === 0) setThrown(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form
      name="new-account"
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ role: "site" }}
      onFinish={(typed) => void make(typed)}
    >
      <Form.Item name="role" label={say("role")}>
        <Select options={MADE_HERE.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      {(role === "town" || role === "community") && <TownChoice form={form} />}
      {role === "community" && <CommunityChoice town={town} />}
      {role === "site" && <SiteChoice />}
      {role === "contractor" && (
        <>
          <SiteChoice onChange={() => form.setFieldValue("contractor", undefined)} />
          <ContractorChoice site={site} />
        </>
      )}
      {role === "enterprise" && <OrganisationChoice />}
      <Form.Item name="name" label={say("signInName")} extra={say("signInNameHint")} rules={required}>
        <Input autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={60} />
      </Form.Item>
      <Form.Item name="title" label={say("shownName")} extra={say("shownNameHint")} rules={required}>
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      {thrown !== undefined && <Failure thrown={thrown} />}
      <FormButtons go={say("make")} busy={busy} onCancel={onCancel} />
    </Form>
  );
}
