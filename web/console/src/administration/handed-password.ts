/** A password that was made for someone, to be shown once and handed over. */
import type { components } from "@sitewarden/kit/api";

import type { Handed } from "../shell/secret-dialog";
import { administrationWords } from "./words";

export function useHandedPassword(made: components["schemas"]["HandedAccount"] | undefined): Handed | undefined {
  const say = administrationWords.useWords();
  if (made === undefined) return undefined;
  return {
    title: say("handedTitle"),
    lead: say("handedLead"),
    parts: [
      { label: say("account"), text: made.account.sign_in_name },
      { label: say("initialPassword"), text: made.password },
    ],
    kept: say("handedOver"),
  };
}
