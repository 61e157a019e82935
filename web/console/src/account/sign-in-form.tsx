/** The form by which someone signs in, on its own page or over the page they were at. */
import { Button, Form, Input } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type Me, type ProblemError } from "@sitewarden/kit/api";

import { CodeForm } from "./code-form";
import { Refusal } from "./refusal";
import { accountWords } from "./words";

interface Typed {
  name: string;
  password: string;
}

export function SignInForm({ onEntered }: { onEntered: (me: Me) => void }) {
  const say = accountWords.useWords();
  const [problem, setProblem] = useState<ProblemError>();
  const [busy, setBusy] = useState(false);
  const [ticket, setTicket] = useState<string>();
  const enter = async (typed: Typed) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await taken(api.POST("/sessions", { body: typed }));
      if ("ticket" in answer) setTicket(answer.ticket);
      else onEntered(answer);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  if (ticket !== undefined) {
    return <CodeForm ticket={ticket} onEntered={onEntered} onBack={() => setTicket(undefined)} />;
  }
  return (
    <>
      {problem !== undefined && <Refusal problem={problem} />}
      <Form<Typed> name="sign-in" layout="vertical" requiredMark={false} onFinish={(typed) => void enter(typed)} size="large">
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
