/** Taking a lost second factor away: by one's own password, and for a reason that stands in the audit log. */
import { App, Form, Input, Modal } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type Account } from "@sitewarden/kit/api";

import { useRequired } from "../form/adding-drawer";
import { showFaults } from "../form/faults";
import { Failure } from "../shell/failure";
import { shellWords } from "../shell/words";
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
  const shell = shellWords.useWords();
  const required = useRequired();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const reset = async (body: Typed) => {
    setBusy(true);
    setThrown(undefined);
    try {
      const path = { path: { account: account.id } };
      onDone(await taken(api.POST("/accounts/{account}/reset-second-factor", { params: path, body })));
      void message.success(say("factorGone"));
      onClose();
    } catch (failed) {
      const problem = asProblem(failed);
      if (showFaults(form, problem, ["reason", "password"]).length > 0 || problem.fields.length === 0) setThrown(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={open}
      title={say("resetFactor")}
      okText={say("resetFactor")}
      cancelText={shell("cancel")}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
      closable={{ "aria-label": shell("close") }}
      destroyOnHidden
    >
      <p className="dialog-lead">{say("resetFactorText", { name: account.sign_in_name })}</p>
      <Form name="second-factor-reset" form={form} layout="vertical" requiredMark={false} onFinish={(typed) => void reset(typed)}>
        <Form.Item name="reason" label={say("reason")} rules={required}>
          <Input.TextArea rows={2} maxLength={200} placeholder={say("reasonHint")} />
        </Form.Item>
        <Form.Item name="password" label={say("ownPassword")} rules={required}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
      </Form>
      {thrown !== undefined && <Failure thrown={thrown} />}
    </Modal>
  );
}
