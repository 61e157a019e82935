/** Signing in. */
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { useEffect, useState } from "react";
import { Navigate, useNavigate, useSearchParams } from "react-router";

import { api, asProblem, taken, type ProblemError } from "@sitewarden/kit/api";

import { Preferences } from "../shell/preferences";
import { shellWords } from "../shell/words";
import { ME, useSignedIn } from "./me";
import { safeTarget } from "./safe-target";
import { accountWords } from "./words";
import "./sign-in-page.css";

interface Typed {
  name: string;
  password: string;
}

export default function SignInPage() {
  const say = accountWords.useWords();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signedIn = useSignedIn();
  const [problem, setProblem] = useState<ProblemError>();
  const [busy, setBusy] = useState(false);
  const target = safeTarget(params.get("to"));

  if (signedIn.data) return <Navigate to={target} replace />;

  const enter = async (typed: Typed) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const me = await taken(api.POST("/sessions", { body: typed }));
      queries.setQueryData(ME, me);
      await navigate(target, { replace: true });
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="sign-in">
      <div className="sign-in-top">
        <Preferences />
      </div>
      <main className="sign-in-card">
        <SignInHead />
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
        <p className="sign-in-worker soft">
          {say("workerHint")} <a href="/worker/">{say("workerPages")}</a>
        </p>
      </main>
    </div>
  );
}

function SignInHead() {
  const say = accountWords.useWords();
  const shell = shellWords.useWords();
  useEffect(() => {
    document.title = `${say("title")} · ${shell("name")}`;
  }, [say, shell]);
  return (
    <header className="sign-in-head">
      <img src="/mark.svg" alt="" width="48" height="48" />
      <div>
        <h1>{shell("name")}</h1>
        <p className="soft">{say("lead")}</p>
      </div>
    </header>
  );
}

function Refusal({ problem }: { problem: ProblemError }) {
  const say = accountWords.useWords();
  const seconds = problem.retryAfterSeconds;
  const refused = problem.code === "signed_out" ? say("wrong") : problem.message;
  const text = seconds === undefined ? refused : say("wait", { n: Math.ceil(seconds / 60) });
  return <Alert className="sign-in-refusal" type="error" showIcon title={text} role="alert" />;
}
