/** Whether a gate is heard of. */
import type { Gate } from "@sitewarden/kit/api";

/** A gate tells of itself every few seconds; silent for two minutes, it counts as off line. */
const SILENCE_MS = 120_000;

/** Waiting: its code was given out and not used yet. Ran out: nor can it be any more. */
export type Presence = "online" | "offline" | "never" | "waiting" | "ranOut";

/** Whether a gate ever worked at its place: one that was only written down is not missed. */
export function wasConnected(gate: Pick<Gate, "last_seen_at">): boolean {
  return gate.last_seen_at != null;
}

export function presence(
  gate: Pick<Gate, "last_seen_at" | "enrolled" | "code_expires_at">,
  now: Date = new Date(),
): Presence {
  if (!gate.enrolled) {
    const stands = gate.code_expires_at != null && now < new Date(gate.code_expires_at);
    return stands ? "waiting" : "ranOut";
  }
  if (gate.last_seen_at == null) return "never";
  return now.getTime() - new Date(gate.last_seen_at).getTime() <= SILENCE_MS ? "online" : "offline";
}
