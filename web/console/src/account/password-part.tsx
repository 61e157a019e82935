/** The password: until when it is good, and changing it. */
import { instant } from "@sitewarden/kit/format";

import { Card } from "../shell/page";
import { useChangedAccount, useOwnAccount } from "./own";
import { PasswordForm } from "./password-form";
import { accountWords } from "./words";

export function PasswordPart() {
  const say = accountWords.useWords();
  const end = useOwnAccount().data?.password_ends_at;
  const changed = useChangedAccount();
  return (
    <Card title={say("changePassword")}>
      <p className="soft">
        {say("changePasswordLead")}
        {end != null && say("passwordGoodUntil", { day: instant(end) })}
      </p>
      <PasswordForm onChanged={changed} />
    </Card>
  );
}
