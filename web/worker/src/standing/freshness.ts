/**
 * How long a pass may be shown. It counts from when it came, by the phone's clock alone, so that a clock that is
 * wrong does no harm: a pass lives two minutes from the platform's making of it.
 */
export const RENEW_AFTER_MS = 60_000;
/** Less than the 120 s a pass lives, by the time it may have taken on its way. */
export const SHOWN_FOR_MS = 110_000;
/** After a failed attempt. */
export const RETRY_AFTER_MS = 5_000;

/** The running clock ticks once a second, so it may stand a little before the instant a pass came. */
const TICK_MS = 2_000;

export type Freshness = "fresh" | "old";

export function freshness(cameAt: number, now: number): Freshness {
  // A clock set back would make the pass look new for ever.
  return now >= cameAt - TICK_MS && now - cameAt < SHOWN_FOR_MS ? "fresh" : "old";
}
