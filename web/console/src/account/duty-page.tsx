/** What comes before anything else: until it is done, the account opens nothing but this. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import type { Me } from "@sitewarden/kit/api";

import { Preferences } from "../shell/preferences";
import { SignOut } from "../shell/sign-out";
import { shellWords } from "../shell/words";
import { ME } from "./me";
import { PasswordForm } from "./password-form";
import { SecondFactorSteps } from "./second-factor-steps";
import { accountWords } from "./words";
import "./account-page.css";
import "./sign-in-page.css";

export function DutyPage({ me }: { me: Me }) {
  const say = accountWords.useWords();
  const shell = shellWords.useWords();
  const queries = useQueryClient();
  const password = me.duty === "change_password";
  const title = say(password ? "dutyPassword" : "dutyCode");
  useEffect(() => {
    document.title = `${title} · ${shell("name")}`;
  }, [title, shell]);
  const done = () => void queries.invalidateQueries({ queryKey: ME });
  return (
    <div className="sign-in">
      <div className="sign-in-top">
        <Preferences />
        <SignOut />
      </div>
      <main className="card duty">
        <h1>{title}</h1>
        <p className="soft">{say(password ? "dutyPasswordLead" : "dutyCodeLead", { name: me.name })}</p>
        {password ? <PasswordForm onChanged={done} /> : <SecondFactorSteps onDone={done} />}
      </main>
    </div>
  );
}
