/** The one card: may I go in today, why not, and what to do about it. */
import type { StandingView } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";
import { StateIcon } from "@sitewarden/kit/state-mark";
import type { StateName } from "@sitewarden/kit/tokens";
import type { ReactNode } from "react";
import { go } from "../shell/route";
import { wayOut, type WayOut } from "./ways-out";
import { standingWords } from "./words";

/** What to do about a reason; `done` where the card's own button already does it. */
function Way({ way, done }: { way: WayOut; done: boolean }) {
  const say = standingWords.useWords();
  const { page } = way;
  if (done) return null;
  if (!page) return <p className="way">→ {say(way.words)}</p>;
  return (
    <button type="button" className="link" onClick={() => go(page)}>
      {say(way.words)}
    </button>
  );
}

interface Props {
  /** Nothing: not known. */
  standing: StandingView | null;
  /** Said in place of the state's own sentence. */
  sentence?: string;
  /** The one button. */
  children?: ReactNode;
}

export function StandingCard({ standing, sentence, children }: Props) {
  const say = standingWords.useWords();
  const state: StateName = standing?.state ?? "unknown";
  const reasons = standing?.reasons ?? [];
  return (
    <section className="standing" data-state={state}>
      <div className="standing-head">
        <StateIcon state={state} size="3.4em" />
        <p className="standing-word" role="status">
          {sentence ?? say(state)}
        </p>
      </div>
      {reasons.length > 0 && (
        <ul className="reasons">
          {reasons.map((reason, at) => {
            const way = wayOut(reason.code);
            const { page } = way;
            return (
              <li key={`${reason.code}-${at}`} data-reason={reason.code}>
                <p className="reason">{reason.text}</p>
                <Way way={way} done={page === "/declare" && children !== undefined && children !== null} />
              </li>
            );
          })}
        </ul>
      )}
      {standing?.changes_at && state !== "clear" && <p className="way">{say("changes", { at: instant(standing.changes_at) })}</p>}
      {children}
    </section>
  );
}
