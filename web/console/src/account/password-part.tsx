/** The password: until when it is good, and changing it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";

import { Card } from "../shell/page";
import { PasswordForm } from "./password-form";
import { OWN } from "./second-factor-part";
import { SESSIONS } from "./sessions-part";
import { accountWords } from "./words";

export function PasswordPart() {
  const say = accountWords.useWords();
  const queries = useQueryClient();
  const own = useQuery({ queryKey: OWN, queryFn: () => taken(api.GET("/account")) });
  const end = own.data?.password_ends_at;
  return (
    <Card title={say("changePassword")}>
      <p className="soft">
        {say("changePasswordLead")}
        {end != null && say("passwordGoodUntil", { day: instant(end) })}
      </p>
      <PasswordForm
        onChanged={() => {
          for (const key of [OWN, SESSIONS]) void queries.invalidateQueries({ queryKey: key });
        }}
      />
    </Card>
  );
}
