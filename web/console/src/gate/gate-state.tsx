/** Whether a gate is heard of, as a mark. */
import type { Gate } from "@sitewarden/kit/api";
import { StateMark } from "@sitewarden/kit/state-mark";

import { presence } from "./presence";
import { gateWords } from "./words";

export function GateState({ gate }: { gate: Gate }) {
  const say = gateWords.useWords();
  const now = presence(gate);
  return <StateMark state={now === "online" ? "clear" : now === "offline" ? "hold" : "neutral"} word={say(now)} />;
}
