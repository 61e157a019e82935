/** Signing in. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Navigate, useNavigate, useSearchParams } from "react-router";

import type { Me } from "@sitewarden/kit/api";

import { Preferences } from "../shell/preferences";
import { shellWords } from "../shell/words";
import { enter, useSignedIn } from "./me";
import { safeTarget } from "./safe-target";
import { SignInForm } from "./sign-in-form";
import { accountWords } from "./words";
import "./sign-in-page.css";

export default function SignInPage() {
  const say = accountWords.useWords();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signedIn = useSignedIn();
  const target = safeTarget(params.get("to"));

  if (signedIn.data) return <Navigate to={target} replace />;

  const entered = (me: Me) => {
    enter(queries, me);
    void navigate(target, { replace: true });
  };

  return (
    <div className="sign-in">
      <div className="sign-in-top">
        <Preferences />
      </div>
      <main className="sign-in-card">
        <SignInHead />
        <SignInForm onEntered={entered} />
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
