/** The quiet corner: whether the line is up, how old the roster is, what waits to be sent. */
import { StateIcon } from "@sitewarden/kit/state-mark";
import type { Turn } from "../answer/turn";
import { words } from "../shell/words";

export function Corner({ turn }: { turn: Turn }) {
  const say = words.useWords();
  const { gate, link } = turn;
  if (link !== "open" || !gate) return null;
  const warns = gate.line === "down" || gate.stale || gate.clock_wrong;
  return (
    <footer className="corner" data-line={gate.line} data-stale={gate.stale} data-queue={gate.queue}>
      <span className="corner-line" data-warns={warns}>
        <StateIcon state={warns ? "hold" : "clear"} size="1em" />
        {say(gate.line === "up" ? "lineUp" : "lineDown")}
      </span>
      <span>{rosterAge(gate.roster_age_seconds)}</span>
      {gate.stale && <strong>{say("rosterStale")}</strong>}
      {gate.clock_wrong && <strong>{say("clockWrong")}</strong>}
      {gate.queue > 0 && <span>{say("queue", { n: gate.queue })}</span>}
      <span>{say("people", { people: gate.people, faces: gate.faces })}</span>
    </footer>
  );

  function rosterAge(seconds: number | null): string {
    if (seconds === null) return say("rosterNever");
    if (seconds < 120) return say("roster", { age: say("seconds") });
    if (seconds < 7200) return say("roster", { age: say("minutes", { n: Math.floor(seconds / 60) }) });
    return say("roster", { age: say("hours", { n: Math.floor(seconds / 3600) }) });
  }
}
