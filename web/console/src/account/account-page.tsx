/** My account: codes of an app, passkeys, where I am signed in, the password. */
import { Page } from "../shell/page";
import { useMe } from "./me";
import { PasskeysPart } from "./passkeys-part";
import { PasswordPart } from "./password-part";
import { SecondFactorPart } from "./second-factor-part";
import { SessionsPart } from "./sessions-part";
import { accountWords } from "./words";
import "./account-page.css";

export default function AccountPage() {
  const say = accountWords.useWords();
  const me = useMe();
  return (
    <Page title={say("accountTitle")} lead={`${me.name} · ${me.scope_name}`}>
      <div className="own-account">
        <SecondFactorPart />
        <PasskeysPart />
        <SessionsPart />
        <PasswordPart />
      </div>
    </Page>
  );
}
