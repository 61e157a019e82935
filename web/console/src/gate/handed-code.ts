/** A gate's one-time code with the line to run, to be shown once. */
import type { components } from "@sitewarden/kit/api";
import { minuteOfDay } from "@sitewarden/kit/format";

import type { Handed } from "../shell/secret-dialog";
import { gateCommand } from "./command";
import { gateWords } from "./words";

export function useHandedCode(made: components["schemas"]["GateWithCode"] | undefined): Handed | undefined {
  const say = gateWords.useWords();
  if (made === undefined) return undefined;
  return {
    title: say("codeTitle"),
    lead: say("codeLead"),
    parts: [
      { label: say("command"), text: gateCommand(location.origin, made) },
      { label: say("code"), text: made.code },
    ],
    note: say("codeUntil", { at: minuteOfDay(made.expires_at) }),
    kept: say("ran"),
  };
}
