/** The one line that tells the person what to do now. */
import { spoken, useLanguage } from "@sitewarden/kit/i18n";
import type { Turn } from "../answer/turn";
import { words } from "../shell/words";

export function Guidance({ turn, live }: { turn: Turn; live: boolean }) {
  const say = words.useWords();
  const language = useLanguage();
  const asks = turn.link === "open" && turn.ask !== null && turn.ask !== "no_face";
  return (
    <p className="guidance" aria-live="polite" data-asks={asks}>
      {text()}
    </p>
  );

  function text(): string {
    if (turn.link !== "open") return say(turn.link === "lost" ? "lost" : "connecting");
    if (turn.problem) return spoken(turn.problem.words, language);
    if (turn.claim) return spoken(turn.claim, language);
    if (!live) return say("useWays");
    if (asks && turn.ask) return say(`ask_${turn.ask}`);
    if (turn.box) return say("looking");
    return say(turn.gate?.needs_claim ? "lookHereClaim" : "lookHere");
  }
}
