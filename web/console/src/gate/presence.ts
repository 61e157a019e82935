/** Whether a gate is heard of. */
import type { Gate } from "@sitewarden/kit/api";

/** A gate tells of itself every few seconds; silent for two minutes, it counts as off line. */
const SILENCE_MS = 120_000;

export type Presence = "online" | "offline" | "never";

export function presence(gate: Pick<Gate, "last_seen_at">, now: Date = new Date()): Presence {
  if (gate.last_seen_at == null) return "never";
  return now.getTime() - new Date(gate.last_seen_at).getTime() <= SILENCE_MS ? "online" : "offline";
}
