/** The second half of signing in: a passkey, a code from the phone, or a recovery code. */
import { Button, Form, Input } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type HalfSignIn, type Me, type ProblemError } from "@sitewarden/kit/api";

import { ByPasskey } from "./by-passkey";
import { passkeysHere } from "./passkey";
import { Refusal } from "./refusal";
import { accountWords } from "./words";

export interface CodeFormProps {
  /** What the first half answered. */
  half: HalfSignIn;
  onEntered: (me: Me) => void;
  onBack: () => void;
}

export function CodeForm({ half, onEntered, onBack }: CodeFormProps) {
  const say = accountWords.useWords();
  const passkey = half.passkey && passkeysHere();
  const [problem, setProblem] = useState<ProblemError>();
  const [busy, setBusy] = useState(false);
  const enter = async ({ code }: { code: string }) => {
    setBusy(true);
    setProblem(undefined);
    try {
      onEntered(await taken(api.POST("/sessions/second-factor", { body: { ticket: half.ticket, code } })));
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {problem !== undefined && <Refusal problem={problem} />}
      {passkey && (
        <>
          <ByPasskey label={say("usePasskey")} ticket={half.ticket} primary onEntered={onEntered} onRefused={setProblem} />
          <p className="sign-in-or soft">{say(half.app ? "orCode" : "orRecovery")}</p>
        </>
      )}
      <Form<{ code: string }> name="sign-in" layout="vertical" requiredMark={false} onFinish={(typed) => void enter(typed)} size="large">
        <Form.Item
          name="code"
          label={say(half.app ? "code" : "recoveryCode")}
          extra={half.app ? say("codeHint") : say("recoveryHint")}
          rules={[{ required: true, whitespace: true, message: say(half.app ? "codeMissing" : "recoveryMissing") }]}
        >
          <Input autoComplete="one-time-code" autoCapitalize="characters" spellCheck={false} maxLength={20} autoFocus={!passkey} />
        </Form.Item>
        <Button type={passkey ? "default" : "primary"} htmlType="submit" block loading={busy}>
          {say("enter")}
        </Button>
        <Button type="link" block onClick={onBack}>
          {say("otherAccount")}
        </Button>
      </Form>
    </>
  );
}
