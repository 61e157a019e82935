/** The second half of signing in: a code from the phone, or a recovery code. */
import { Button, Form, Input } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type Me, type ProblemError } from "@sitewarden/kit/api";

import { Refusal } from "./refusal";
import { accountWords } from "./words";

export interface CodeFormProps {
  /** What the first half answered. */
  ticket: string;
  onEntered: (me: Me) => void;
  onBack: () => void;
}

export function CodeForm({ ticket, onEntered, onBack }: CodeFormProps) {
  const say = accountWords.useWords();
  const [problem, setProblem] = useState<ProblemError>();
  const [busy, setBusy] = useState(false);
  const enter = async ({ code }: { code: string }) => {
    setBusy(true);
    setProblem(undefined);
    try {
      onEntered(await taken(api.POST("/sessions/second-factor", { body: { ticket, code } })));
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {problem !== undefined && <Refusal problem={problem} />}
      <Form<{ code: string }> name="sign-in" layout="vertical" requiredMark={false} onFinish={(typed) => void enter(typed)} size="large">
        <Form.Item
          name="code"
          label={say("code")}
          extra={say("codeHint")}
          rules={[{ required: true, whitespace: true, message: say("codeMissing") }]}
        >
          <Input autoComplete="one-time-code" autoCapitalize="characters" spellCheck={false} maxLength={20} autoFocus />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {say("enter")}
        </Button>
        <Button type="link" block onClick={onBack}>
          {say("otherAccount")}
        </Button>
      </Form>
    </>
  );
}
