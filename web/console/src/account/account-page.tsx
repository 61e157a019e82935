/** My account: codes of an app, passkeys, where I am signed in, the password. */
import { useQueryClient } from "@tanstack/react-query";

import { Card, Page } from "../shell/page";
import { useMe } from "./me";
import { PasskeysPart } from "./passkeys-part";
import { PasswordForm } from "./password-form";
import { SecondFactorPart } from "./second-factor-part";
import { SESSIONS, SessionsPart } from "./sessions-part";
import { accountWords } from "./words";
import "./account-page.css";

export default function AccountPage() {
  const say = accountWords.useWords();
  const me = useMe();
  const queries = useQueryClient();
  return (
    <Page title={say("accountTitle")} lead={`${me.name} · ${me.scope_name}`}>
      <div className="own-account">
        <SecondFactorPart />
        <PasskeysPart />
        <SessionsPart />
        <Card title={say("changePassword")}>
          <p className="soft">{say("changePasswordLead")}</p>
          <PasswordForm onChanged={() => void queries.invalidateQueries({ queryKey: SESSIONS })} />
        </Card>
      </div>
    </Page>
  );
}
