/** Whether what is new arrives by itself. */
import type { Line } from "@sitewarden/kit/api/events";

import { passageWords } from "./words";

export function LineMark({ line, about = "live" }: { line: Line; about?: "live" | "liveAlerts" }) {
  const say = passageWords.useWords();
  return (
    <span className={`line line-${line}`} role="status">
      <i aria-hidden="true" />
      {say(line === "up" ? about : line === "down" ? "cut" : "connecting")}
    </span>
  );
}
