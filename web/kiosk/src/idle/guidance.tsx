/** The one line that tells the person what to do now. */
import { spoken, useLanguage } from "@sitewarden/kit/i18n";
import { useRef } from "react";
import type { Turn } from "../answer/turn";
import { useFit } from "../shell/use-fit";
import { words } from "../shell/words";

export function Guidance({ turn, live }: { turn: Turn; live: boolean }) {
  const say = words.useWords();
  const language = useLanguage();
  const asks = turn.link === "open" && turn.ask !== null && turn.ask !== "no_face";
  const waits = asks || turn.claim?.wants === "face";
  const place = useRef<HTMLParagraphElement>(null);
  const text = told();
  useFit(place, text);
  return (
    <p className="guidance" aria-live="polite" data-asks={waits} ref={place}>
      {text}
    </p>
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
