/** Adding a passkey: the password first, then the device makes it; with the first second factor come recovery codes. */
import { App, Form, Input, Modal } from "antd";
import { useState } from "react";

import { api, taken } from "@sitewarden/kit/api";

import { useRequired } from "../form/adding-drawer";
import { AskingDialog } from "../form/asking-dialog";
import { deviceName } from "./device-name";
import { makePasskey } from "./passkey";
import { RecoveryCodes } from "./recovery-codes";
import { accountWords } from "./words";

interface Typed {
  name: string;
  password: string;
}

export interface PasskeyAddingProps {
  open: boolean;
  onAdded: () => void;
  onClose: () => void;
}

export function PasskeyAdding({ open, onAdded, onClose }: PasskeyAddingProps) {
  const say = accountWords.useWords();
  const required = useRequired();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const [codes, setCodes] = useState<string[]>([]);
  const add = async ({ name, password }: Typed) => {
    const asked = await taken(api.POST("/account/passkey-challenges", { body: { password } }));
    const made = await makePasskey(asked);
    const added = await taken(api.POST("/account/passkeys", { body: { name, ...made } }));
    setCodes(added.recovery_codes);
    if (added.recovery_codes.length > 0) return;
    void message.success(say("passkeyDone"));
    onAdded();
  };
  const keptThem = () => {
    setCodes([]);
    onAdded();
  };
  return (
    <>
      <AskingDialog<Typed>
        name="passkey-adding"
        form={form}
        open={open}
        title={say("passkeyAdd")}
        lead={say("passkeyAddLead")}
        go={say("next")}
        fields={["name", "password"]}
        initial={{ name: deviceName(navigator.userAgent) }}
        send={add}
        onDone={() => {}}
        onClose={onClose}
      >
        <Form.Item name="name" label={say("passkeyName")} extra={say("passkeyNameHint")} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="password" label={say("passwordNow")} rules={required}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
      </AskingDialog>
      <Modal open={codes.length > 0} title={say("passkeyDone")} footer={null} closable={false} keyboard={false} mask={{ closable: false }}>
        <RecoveryCodes codes={codes} onKept={keptThem} />
      </Modal>
    </>
  );
}
