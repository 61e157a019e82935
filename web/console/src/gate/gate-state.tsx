/** Whether a gate is heard of. */
import type { Gate } from "@sitewarden/kit/api";
import { StateMark } from "@sitewarden/kit/state-mark";

import { gateWords } from "./words";

/** A gate tells of itself every few seconds; silent for two minutes, it counts as off line. */
const SILENCE_MS = 120_000;

export type Presence = "online" | "offline" | "never";

export function presence(gate: Pick<Gate, "last_seen_at">, now: Date = new Date()): Presence {
  if (gate.last_seen_at == null) return "never";
  return now.getTime() - new Date(gate.last_seen_at).getTime() <= SILENCE_MS ? "online" : "offline";
}

export function GateState({ gate }: { gate: Gate }) {
  const say = gateWords.useWords();
  const now = presence(gate);
  return <StateMark state={now === "online" ? "clear" : now === "offline" ? "hold" : "unknown"} word={say(now)} />;
}
