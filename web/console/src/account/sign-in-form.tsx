/** The form by which someone signs in, on its own page or over the page they were at. */
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type Me, type ProblemError } from "@sitewarden/kit/api";

import { accountWords } from "./words";

interface Typed {
  name: string;
  password: string;
}

export function SignInForm({ onEntered }: { onEntered: (me: Me) => void }) {
  const say = accountWords.useWords();
  const [problem, setProblem] = useState<ProblemError>();
  const [busy, setBusy] = useState(false);
  const enter = async (typed: Typed) => {
    setBusy(true);
    setProblem(undefined);
    try {
      onEntered(await taken(api.POST("/sessions", { body: typed })));
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {problem !== undefined && <Refusal problem={problem} />}
      <Form<Typed> layout="vertical" requiredMark={false} onFinish={(typed) => void enter(typed)} size="large">
        <Form.Item name="name" label={say("accountName")} rules={[{ required: true, message: say("nameMissing") }]}>
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus />
        </Form.Item>
        <Form.Item
          name="password"
          label={say("password")}
          rules={[{ required: true, message: say("passwordMissing") }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {say("enter")}
        </Button>
      </Form>
    </>
  );
}

/** Why nobody was let in, in words. */
export function Refusal({ problem }: { problem: ProblemError }) {
  const say = accountWords.useWords();
  const seconds = problem.retryAfterSeconds;
  const refused = problem.code === "signed_out" ? say("wrong") : problem.message;
  const text = seconds === undefined ? refused : say("wait", { n: Math.ceil(seconds / 60) });
  return <Alert className="sign-in-refusal" type="error" showIcon title={text} role="alert" />;
}
