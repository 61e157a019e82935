/** Setting a second factor up: the password, the picture for the app and a code of it, the recovery codes. */
import { Button, Form, Input } from "antd";
import { useState, type ReactNode } from "react";

import { api, asProblem, taken, type SecondFactorEnrolment } from "@sitewarden/kit/api";

import { useRequired } from "../form/adding-drawer";
import { showFaults } from "../form/faults";
import { Copyable } from "../shell/copyable";
import { Failure } from "../shell/failure";
import { RecoveryCodes } from "./recovery-codes";
import { accountWords } from "./words";

export function SecondFactorSteps({ onDone }: { onDone: () => void }) {
  const say = accountWords.useWords();
  const [begun, setBegun] = useState<SecondFactorEnrolment>();
  const [codes, setCodes] = useState<string[]>();
  if (codes !== undefined) return <RecoveryCodes codes={codes} onKept={onDone} />;
  if (begun === undefined) {
    return (
      <OneField
        key="password"
        name="password"
        label={say("passwordNow")}
        go={say("next")}
        field={<Input.Password autoComplete="current-password" autoFocus />}
        send={async (password) => setBegun(await taken(api.POST("/account/second-factor", { body: { password } })))}
      />
    );
  }
  return (
    <div className="second-factor">
      <p>{say("scanLead")}</p>
      <img
        className="second-factor-code"
        alt={say("scanAlt")}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(begun.svg)}`}
      />
      <Copyable label={say("typeInstead")} text={begun.secret} />
      <OneField
        key="code"
        name="code"
        label={say("codeShown")}
        go={say("turnOn")}
        field={<Input autoComplete="one-time-code" inputMode="numeric" maxLength={8} autoFocus />}
        send={async (code) => {
          const made = await taken(api.POST("/account/second-factor/confirm", { body: { code } }));
          setCodes(made.codes);
        }}
      />
    </div>
  );
}

interface OneFieldProps {
  name: "password" | "code";
  label: string;
  go: string;
  field: ReactNode;
  send: (typed: string) => Promise<void>;
}

function OneField({ name, label, go, field, send }: OneFieldProps) {
  const required = useRequired();
  const [form] = Form.useForm<Record<string, string>>();
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const goOn = async (typed: Record<string, string>) => {
    setBusy(true);
    setThrown(undefined);
    try {
      await send(typed[name] ?? "");
    } catch (failed) {
      const problem = asProblem(failed);
      if (showFaults(form, problem, [name]).length > 0 || problem.fields.length === 0) setThrown(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form name="second-factor" form={form} layout="vertical" requiredMark={false} onFinish={(typed) => void goOn(typed)} className="own-form">
      <Form.Item name={name} label={label} rules={required}>
        {field}
      </Form.Item>
      {thrown !== undefined && <Failure thrown={thrown} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        {go}
      </Button>
    </Form>
  );
}
