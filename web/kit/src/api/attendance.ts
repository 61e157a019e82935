/**
 * Whether somebody is at the page. Pages ask again by themselves; that must not keep a session alive which nobody
 * uses, so such a request says of itself that nobody sent it.
 */

/** Whoever touched the page within this time is still there. */
const STAYS_MS = 90_000;

const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** The header by which the platform knows that a page asks by itself. */
export const UNATTENDED = "Sitewarden-Unattended";

/** Tells by a clock (milliseconds) whether anybody touched `ground` lately. Opening a page counts as a touch. */
export function attendance(ground: EventTarget, now: () => number): () => boolean {
  let touched = now();
  for (const touch of TOUCHES) ground.addEventListener(touch, () => (touched = now()), { passive: true, capture: true });
  return () => now() - touched <= STAYS_MS;
}

const here = attendance(globalThis.window ?? new EventTarget(), () => performance.now());

/** Marks a request's headers when nobody is there. */
export function markAttendance(headers: Headers): void {
  if (!here()) headers.set(UNATTENDED, "1");
}
