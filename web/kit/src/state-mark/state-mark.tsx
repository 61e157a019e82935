/**
 * A state said in three ways at once: colour, icon, word. Plain React and CSS, so that the smallest page can
 * carry it.
 */
import type { CSSProperties } from "react";

import type { StateName } from "../design/tokens";
import { kitWords } from "../words/words";
import "./state-mark.css";

/** A state, or something that is merely so: neither good nor bad, and no question. */
export type Mark = StateName | "neutral";

const strokes: Record<Mark, string> = {
  clear: "M5.5 12.5l4.2 4.2L18.5 7.5",
  hold: "M12 5.5v8.2M12 17.7v.1",
  barred: "M7 7l10 10M17 7L7 17",
  unknown: "M8.8 9.2a3.2 3.2 0 1 1 4.9 2.7c-1.1.7-1.7 1.3-1.7 2.4M12 17.7v.1",
  neutral: "M7 12h10",
};

/** The icon alone, for where the word stands beside it anyway. Takes the colour of its text. */
export function StateIcon({ state, size = "1.25em" }: { state: Mark; size?: string }) {
  const style: CSSProperties = { width: size, height: size };
  return (
    <svg className="sw-state-icon" viewBox="0 0 24 24" style={style} aria-hidden="true" focusable="false">
      <path d={strokes[state]} fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

export interface StateMarkProps {
  /** The state. */
  state: Mark;
  /** Another word than the state's own, where the sentence asks for it; what is neutral has none of its own. */
  word?: string;
  /** `soft` in lists, `strong` where it is the one message of the screen. */
  look?: "soft" | "strong";
  /** The size of the text; the icon follows. */
  size?: "small" | "medium" | "large";
}

/** Icon and word on the state's colour. */
export function StateMark({ state, word, look = "soft", size = "small" }: StateMarkProps) {
  const say = kitWords.useWords();
  return (
    <span className={`sw-state sw-state-${state} sw-state-${look} sw-state-${size}`} data-state={state}>
      <StateIcon state={state} />
      <span>{word ?? (state !== "neutral" && say(state))}</span>
    </span>
  );
}
