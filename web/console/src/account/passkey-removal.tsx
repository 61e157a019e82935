/** Removing a passkey: by the password, and the last second factor by a recovery code too. */
import { App, Form, Input } from "antd";

import { api, taken, type Passkey } from "@sitewarden/kit/api";

import { useRequired } from "../form/adding-drawer";
import { AskingDialog } from "../form/asking-dialog";
import { useOwnAccount } from "./own";
import { accountWords } from "./words";

interface Typed {
  password: string;
  code?: string;
}

export interface PasskeyRemovalProps {
  passkey: Passkey;
  /** How many passkeys there are, this one among them. */
  left: number;
  onDone: () => void;
  onClose: () => void;
}

export function PasskeyRemoval({ passkey, left, onDone, onClose }: PasskeyRemovalProps) {
  const say = accountWords.useWords();
  const required = useRequired();
  const own = useOwnAccount();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const last = left === 1 && own.data?.app !== true;
  const params = { path: { passkey: passkey.id } };
  return (
    <AskingDialog<Typed>
      name="passkey-removal"
      form={form}
      open
      title={say("removeNamed", { name: passkey.name })}
      lead={say(last ? "removeLastLead" : "removeLead")}
      go={say("remove")}
      danger
      fields={["password", "code"]}
      send={(body) => taken(api.POST("/account/passkeys/{passkey}/remove", { params, body }))}
      onDone={() => {
        void message.success(say("passkeyGone"));
        onDone();
      }}
      onClose={onClose}
    >
      <Form.Item name="password" label={say("passwordNow")} rules={required}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      {last && (
        <Form.Item name="code" label={say("recoveryCode")} rules={required}>
          <Input autoComplete="one-time-code" autoCapitalize="characters" maxLength={20} spellCheck={false} />
        </Form.Item>
      )}
    </AskingDialog>
  );
}
