/** The one line that tells the person what to do now; where there is no camera, it leads to the keys. */
import { spoken, useLanguage } from "@sitewarden/kit/i18n";
import { useRef } from "react";
import type { Turn } from "../answer/turn";
import { useFit } from "../shell/use-fit";
import { words } from "../shell/words";

interface Props {
  turn: Turn;
  live: boolean;
  /** Opens the keys; none while they are open. */
  openWays: (() => void) | null;
}

export function Guidance({ turn, live, openWays }: Props) {
  const say = words.useWords();
  const language = useLanguage();
  const asks = turn.link === "open" && turn.ask !== null && turn.ask !== "no_face";
  const waits = asks || turn.claim?.wants === "face";
  const place = useRef<HTMLDivElement>(null);
  const text = told();
  const leads = openWays !== null && text === say("useWays");
  useFit(place, text);
  return (
    <div className="guidance" aria-live="polite" data-asks={waits} ref={place}>
      {leads ? (
        <button type="button" onClick={openWays}>
          {text}
        </button>
      ) : (
        text
      )}
    </div>
  );

  function told(): string {
    if (turn.link !== "open") return say(turn.link === "lost" ? "lost" : "connecting");
    if (turn.problem) return spoken(turn.problem.words, language);
    // Whoever has to show their face is told what is in the way of it.
    if (turn.claim && !(turn.claim.wants === "face" && asks)) return spoken(turn.claim.text, language);
    if (!live) return say("useWays");
    if (asks && turn.ask) return say(`ask_${turn.ask}`);
    if (turn.box && turn.told) return spoken(turn.told, language);
    if (turn.box) return say("looking");
    return say(turn.gate?.needs_claim ? "lookHereClaim" : "lookHere");
  }
}
