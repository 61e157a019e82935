/** What comes before anything else: until it is done, the account opens nothing but this. */
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";

import type { Me } from "@sitewarden/kit/api";

import { Preferences } from "../shell/preferences";
import { SignOut } from "../shell/sign-out";
import { shellWords } from "../shell/words";
import { ME } from "./me";
import { passkeysHere } from "./passkey";
import { PasskeyAdding } from "./passkey-adding";
import { PasswordForm } from "./password-form";
import { SecondFactorSteps } from "./second-factor-steps";
import { accountWords } from "./words";
import "./account-page.css";
import "./sign-in-page.css";

/** What each duty is called, and what is said about it. */
const WORDS = {
  change_password: ["dutyPassword", "dutyPasswordLead"],
  renew_password: ["dutyRenewal", "dutyRenewalLead"],
  enrol_second_factor: ["dutyCode", "dutyCodeLead"],
} as const;

export function DutyPage({ me, duty }: { me: Me; duty: NonNullable<Me["duty"]> }) {
  const say = accountWords.useWords();
  const shell = shellWords.useWords();
  const queries = useQueryClient();
  const [called, lead] = WORDS[duty];
  const title = say(called);
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
        <p className="soft">{say(lead, { name: me.name })}</p>
        {duty === "enrol_second_factor" ? <SecondFactorSteps onDone={done} /> : <PasswordForm onChanged={done} />}
        {duty === "enrol_second_factor" && passkeysHere() && <PasskeyInstead onDone={done} />}
      </main>
    </div>
  );
}

/** A passkey does in place of an app. */
function PasskeyInstead({ onDone }: { onDone: () => void }) {
  const say = accountWords.useWords();
  const [adding, setAdding] = useState(false);
  return (
    <p className="duty-instead">
      <Button onClick={() => setAdding(true)}>{say("passkeyInstead")}</Button>
      <PasskeyAdding open={adding} onAdded={onDone} onClose={() => setAdding(false)} />
    </p>
  );
}
