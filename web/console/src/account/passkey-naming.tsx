/** Naming a passkey, so that its owner knows which is which. */
import { Form, Input } from "antd";

import { api, taken, type Passkey } from "@sitewarden/kit/api";

import { useRequired } from "../form/adding-drawer";
import { AskingDialog } from "../form/asking-dialog";
import { accountWords } from "./words";

export interface PasskeyNamingProps {
  passkey: Passkey;
  onDone: () => void;
  onClose: () => void;
}

export function PasskeyNaming({ passkey, onDone, onClose }: PasskeyNamingProps) {
  const say = accountWords.useWords();
  const required = useRequired();
  const [form] = Form.useForm<{ name: string }>();
  const params = { path: { passkey: passkey.id } };
  return (
    <AskingDialog<{ name: string }>
      name="passkey-naming"
      form={form}
      open
      title={say("rename")}
      lead={say("passkeyNameHint")}
      go={say("rename")}
      fields={["name"]}
      initial={{ name: passkey.name }}
      send={(body) => taken(api.PUT("/account/passkeys/{passkey}", { params, body }))}
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="name" label={say("passkeyName")} rules={required}>
        <Input maxLength={60} autoFocus />
      </Form.Item>
    </AskingDialog>
  );
}
