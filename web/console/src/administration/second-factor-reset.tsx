/** Taking a lost second factor away: by one's own password, and for a reason that stands in the audit log. */
import { App, Form } from "antd";

import { api, taken, type Account } from "@sitewarden/kit/api";

import { AskingDialog } from "../form/asking-dialog";
import { PasswordField, ReasonField } from "../form/asking-fields";
import { administrationWords } from "./words";

interface Typed {
  reason: string;
  password: string;
}

export interface SecondFactorResetProps {
  account: Account;
  open: boolean;
  onClose: () => void;
  onDone: (account: Account) => void;
}

export function SecondFactorReset({ account, open, onClose, onDone }: SecondFactorResetProps) {
  const say = administrationWords.useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const path = { path: { account: account.id } };
  return (
    <AskingDialog<Typed>
      name="second-factor-reset"
      form={form}
      open={open}
      title={say("resetFactor")}
      lead={say("resetFactorText", { name: account.sign_in_name })}
      go={say("resetFactor")}
      fields={["reason", "password"]}
      send={async (body) => onDone(await taken(api.POST("/accounts/{account}/reset-second-factor", { params: path, body })))}
      onDone={() => void message.success(say("factorGone"))}
      onClose={onClose}
    >
      <ReasonField label={say("reason")} placeholder={say("reasonHint")} />
      <PasswordField />
    </AskingDialog>
  );
}
