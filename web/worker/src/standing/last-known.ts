/** Where one stands as last heard, with its age: what was known does not become unknown because the line is cut. */
import type { ProblemCode, StandingView } from "@sitewarden/kit/api";
import { useSession } from "../account/session";
import { useOnline } from "../shell/line";

export interface LastKnown {
  /** Nothing: never heard, or over by its own end. */
  standing: StandingView | null;
  seenAt: string | null;
  /** It could not be asked anew. */
  old: boolean;
}

const UNANSWERED = new Set<ProblemCode>(["unreachable", "unavailable", "internal"]);

/** Whether something heard earlier may still be told: past its own end the rules have to be asked again. */
export function holds({ until }: StandingView, now: Date): boolean {
  return until == null || now < new Date(until);
}

export function useLastKnown(): LastKnown {
  const { home, seenAt, problem } = useSession();
  const online = useOnline();
  const old = !online || (problem !== null && UNANSWERED.has(problem.code));
  const standing = home !== null && (!old || holds(home.standing, new Date())) ? home.standing : null;
  return { standing, seenAt, old };
}
