/** How an account stands, as a mark. */
import type { Account } from "@sitewarden/kit/api";
import { StateMark } from "@sitewarden/kit/state-mark";

import { administrationWords } from "./words";

export function AccountMark({ account }: { account: Account }) {
  const say = administrationWords.useWords();
  if (account.disabled_at != null) return <StateMark state="barred" word={say("disabled")} />;
  if (account.locked_until != null) return <StateMark state="hold" word={say("locked")} />;
  if (account.initial_password) return <StateMark state="neutral" word={say("initial")} />;
  return <StateMark state="clear" word={say("usable")} />;
}
