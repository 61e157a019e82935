/** The one card: may I go in today, why not, and what to do about it. */
import type { StandingView } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";
import { endToTell } from "@sitewarden/kit/standing";
import { StateIcon } from "@sitewarden/kit/state-mark";
import type { StateName } from "@sitewarden/kit/tokens";
import type { ReactNode } from "react";
import { Reasons } from "./reasons";
import { standingWords } from "./words";

interface Props {
  /** Nothing: not known. */
  standing: StandingView | null;
  /** Said in place of the state's own sentence. */
  sentence?: string | undefined;
  /** The one button. */
  children?: ReactNode;
}

export function StandingCard({ standing, sentence, children }: Props) {
  const say = standingWords.useWords();
  const state: StateName = standing?.state ?? "unknown";
  const reasons = standing?.reasons ?? [];
  const end = standing ? endToTell(standing) : undefined;
  return (
    <section className="standing" data-state={state}>
      <div className="standing-head">
        <StateIcon state={state} size="3.4em" />
        <p className="standing-word" role="status">
          {sentence ?? say(state)}
        </p>
      </div>
      {reasons.length > 0 && <Reasons reasons={reasons} done={children !== undefined && children !== null ? "/declare" : undefined} />}
      {end !== undefined && state !== "clear" && <p className="way">{say("endsAt", { at: instant(end) })}</p>}
      {children}
    </section>
  );
}
