/** Changing one's own password: the present one, and the new one twice. */
import { App, Button, Form, Input } from "antd";
import { useState } from "react";

import { api, asProblem, taken } from "@sitewarden/kit/api";

import { showFaults } from "../form/faults";
import { useRequired } from "../form/adding-drawer";
import { Failure } from "../shell/failure";
import { accountWords } from "./words";

interface Typed {
  password: string;
  new_password: string;
  again: string;
}

const fields = ["password", "new_password"] as const;

export function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const say = accountWords.useWords();
  const required = useRequired();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const change = async ({ password, new_password }: Typed) => {
    setBusy(true);
    setThrown(undefined);
    try {
      await taken(api.PUT("/account/password", { body: { password, new_password } }));
      form.resetFields();
      void message.success(say("passwordChanged"));
      onChanged();
    } catch (failed) {
      const problem = asProblem(failed);
      if (showFaults(form, problem, fields).length > 0 || problem.fields.length === 0) setThrown(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form name="own-password" form={form} layout="vertical" requiredMark={false} onFinish={(typed) => void change(typed)} className="own-form">
      <Form.Item name="password" label={say("passwordNow")} rules={required}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="new_password" label={say("passwordNew")} extra={say("passwordRule")} rules={required}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={say("passwordAgain")}
        dependencies={["new_password"]}
        rules={[
          ...required,
          ({ getFieldValue }) => ({
            validator: (_, typed) =>
              typed === getFieldValue("new_password") ? Promise.resolve() : Promise.reject(new Error(say("passwordUnequal"))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {thrown !== undefined && <Failure thrown={thrown} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        {say("changePassword")}
      </Button>
    </Form>
  );
}
