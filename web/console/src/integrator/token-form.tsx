/** What a token is to be: for which system, reaching what, permitted what, until when. */
import { Checkbox, Form, Input, Select } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type components } from "@sitewarden/kit/api";
import { today } from "@sitewarden/kit/format";

import { useMe } from "../account/me";
import { useRequired } from "../form/adding-drawer";
import { showFaults } from "../form/faults";
import { FormButtons } from "../form/form-buttons";
import { districtOf } from "../scope/divisions";
import { CommunityChoice, SiteChoice, TownChoice } from "../scope/place-choice";
import { Failure } from "../shell/failure";
import { AREAS, areaOf, fits, PERMISSIONS, type Permission, type TypedArea } from "./area";
import { integratorWords } from "./words";

interface Typed extends TypedArea {
  name: string;
  purpose: string;
  permissions: Permission[];
  expires_on: string;
}

const fields = ["name", "purpose", "kind", "town", "community", "site", "uscc", "permissions", "expires_on"] as const;

/** The same day some days on. */
function inDays(days: number): string {
  const at = new Date(`${today()}T00:00:00Z`);
  return new Date(at.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

export interface TokenFormProps {
  onMade: (made: components["schemas"]["HandedToken"]) => void;
  onCancel: () => void;
}

export function TokenForm({ onMade, onCancel }: TokenFormProps) {
  const say = integratorWords.useWords();
  const required = useRequired();
  const me = useMe();
  const [form] = Form.useForm<Typed>();
  const kind = Form.useWatch("kind", form) ?? "site";
  const town = Form.useWatch("town", form) ?? "";
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const district = districtOf(me);
  const make = async (typed: Typed) => {
    setBusy(true);
    setThrown(undefined);
    try {
      const { name, purpose, expires_on } = typed;
      const permissions = typed.permissions.filter((one) => fits(one, typed.kind));
      const body = { name, purpose, expires_on, permissions, area: areaOf(typed, district) };
      onMade(await taken(api.POST("/integrators", { body })));
    } catch (failed) {
      const problem = asProblem(failed);
      if (showFaults(form, problem, fields).length > 0 || problem.fields.length === 0) setThrown(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form
      name="new-token"
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ kind: "site", permissions: [], expires_on: inDays(90) }}
      onFinish={(typed) => void make(typed)}
    >
      <Form.Item name="name" label={say("name")} rules={required}>
        <Input autoComplete="off" maxLength={60} placeholder={say("nameHint")} />
      </Form.Item>
      <Form.Item name="purpose" label={say("purpose")} rules={required}>
        <Input autoComplete="off" maxLength={200} placeholder={say("purposeHint")} />
      </Form.Item>
      <Form.Item name="kind" label={say("area")}>
        <Select options={AREAS.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      {(kind === "town" || kind === "community") && <TownChoice form={form} />}
      {kind === "community" && <CommunityChoice town={town} />}
      {(kind === "site" || kind === "contractor") && <SiteChoice />}
      {kind === "contractor" && (
        <Form.Item name="uscc" label={say("uscc")} extra={say("usccHint")} rules={required}>
          <Input autoComplete="off" spellCheck={false} maxLength={18} />
        </Form.Item>
      )}
      <Form.Item name="permissions" label={say("permissions")}>
        <Checkbox.Group
          className="token-permissions"
          options={PERMISSIONS.map((value) => ({ value, label: say(value), disabled: !fits(value, kind) }))}
        />
      </Form.Item>
      <Form.Item name="expires_on" label={say("expires")} extra={say("expiresHint")} rules={required}>
        <Input type="date" min={today()} max={inDays(365)} />
      </Form.Item>
      {thrown !== undefined && <Failure thrown={thrown} />}
      <FormButtons go={say("make")} busy={busy} onCancel={onCancel} />
    </Form>
  );
}
