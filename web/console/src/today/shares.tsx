/** How the people of a site or town stand, as shares of a bar with the numbers beside it. */
import { count } from "@sitewarden/kit/format";
import { StateIcon } from "@sitewarden/kit/state-mark";

import { todayWords } from "./words";

type Standings = Partial<Record<"clear" | "hold" | "barred", number | null>>;

export function Shares({ of }: { of: Standings }) {
  const say = todayWords.useWords();
  const states = ["clear", "hold", "barred"] as const;
  return (
    <span className="shares">
      <span className="shares-bar" aria-hidden="true">
        {states.map((state) => (
          <i key={state} className={`share-${state}`} style={{ flexGrow: of[state] ?? 0 }} />
        ))}
      </span>
      <span className="shares-figures">
        {states.map((state) => (
          <span key={state} className={`share-text-${state} digits`} title={say(state)}>
            <StateIcon state={state} size="14px" />
            <span className="seen-by-reader">{say(state)}</span>
            {count(of[state] ?? 0)}
          </span>
        ))}
      </span>
    </span>
  );
}
