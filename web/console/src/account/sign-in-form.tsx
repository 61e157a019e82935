/** The form by which someone signs in, on its own page or over the page they were at. */
import { Button, Form, Input } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type HalfSignIn, type Me, type ProblemError } from "@sitewarden/kit/api";

import { ByPasskey } from "./by-passkey";
import { CodeForm } from "./code-form";
import { passkeysHere } from "./passkey";
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
  const [half, setHalf] = useState<HalfSignIn>();
  const enter = async (typed: Typed) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await taken(api.POST("/sessions", { body: typed }));
      if ("ticket" in answer) setHalf(answer);
      else onEntered(answer);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  if (half !== undefined) {
    return <CodeForm half={half} onEntered={onEntered} onBack={() => setHalf(undefined)} />;
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
      {passkeysHere() && <ByPasskey label={say("usePasskey")} onEntered={onEntered} onRefused={setProblem} />}
    </>
  );
}
