/** A standing with every reason as a sentence. */
import type { StandingView } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";
import { StateIcon, StateMark } from "@sitewarden/kit/state-mark";

import { detailWords } from "./words";

export function StandingPart({ standing }: { standing: StandingView }) {
  const say = detailWords.useWords();
  return (
    <section className="part standing">
      <StateMark state={standing.state} size="medium" look="strong" />
      {standing.reasons.length === 0 && <p>{say("clearText")}</p>}
      <ul className="standing-reasons">
        {standing.reasons.map((reason) => (
          <li key={`${reason.code} ${reason.text}`} className={`standing-${reason.state}`}>
            <StateIcon state={reason.state} />
            <span>{reason.text}</span>
          </li>
        ))}
      </ul>
      {standing.changes_at != null && <p className="soft">{say("changesAt", { at: instant(standing.changes_at) })}</p>}
    </section>
  );
}
