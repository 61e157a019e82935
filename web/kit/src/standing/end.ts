/** The end of where someone stands, as far as it has to be told. */
import type { StandingView } from "../api/types";

/** Reasons whose sentence says their own end. */
const saysItsEnd = new Set(["area", "contact", "hit"]);

/** When the state itself ends by time alone; nothing when the sentence of its only reason says so already. */
export function endToTell(standing: StandingView): string | undefined {
  const [reason, ...others] = standing.reasons.filter((one) => one.state === standing.state);
  const said = reason !== undefined && others.length === 0 && saysItsEnd.has(reason.code);
  return said ? undefined : (standing.until ?? undefined);
}
