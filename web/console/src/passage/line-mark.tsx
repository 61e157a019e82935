/** Whether new passages arrive by themselves. */
import type { Line } from "@sitewarden/kit/api/events";

import { passageWords } from "./words";

export function LineMark({ line }: { line: Line }) {
  const say = passageWords.useWords();
  return (
    <span className={`line line-${line}`} role="status">
      <i aria-hidden="true" />
      {say(line === "up" ? "live" : line === "down" ? "cut" : "connecting")}
    </span>
  );
}
