/**
 * How someone reads who is registered at a site: by their standing while they are at work there. Who waits to be
 * confirmed, or has left, passes no gate, however well they are.
 */
import type { State, WorkerRow } from "@sitewarden/kit/api";
import type { Mark } from "@sitewarden/kit/state-mark";

export type Registered = WorkerRow["state"];

export interface Admission {
  mark: Mark;
  /** Said in place of the mark's own word. */
  word?: Exclude<Registered, "active">;
}

export function admission(registered: Registered, standing: State): Admission {
  if (registered === "ended") return { mark: "neutral", word: "ended" };
  if (registered === "pending" && standing !== "barred") return { mark: "hold", word: "pending" };
  return { mark: standing };
}

interface Engaged {
  site: string;
  state: Registered;
}

/** Where a registration stands as whoever looks has to know it: at their own site, or at any where they have none. */
export function registeredAs(engagements: readonly Engaged[], site: string | null | undefined): Registered {
  const own = site == null ? engagements : engagements.filter((engagement) => engagement.site === site);
  const states = own.map((engagement) => engagement.state);
  return (["active", "pending"] as const).find((state) => states.includes(state)) ?? "ended";
}
