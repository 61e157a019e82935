/** A standing with every reason as a sentence, and the check that could answer it. */
import type { WorkerDetail } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";
import { endToTell } from "@sitewarden/kit/standing";
import { StateIcon, StateMark } from "@sitewarden/kit/state-mark";

import { useMe } from "../../account/me";
import { CheckButton } from "../../check/check-button";
import { admission, registeredAs } from "../admission";
import { detailWords } from "./words";

export interface StandingPartProps {
  worker: WorkerDetail;
  onChecked: () => void;
}

export function StandingPart({ worker, onChecked }: StandingPartProps) {
  const say = detailWords.useWords();
  const { standing } = worker;
  const end = endToTell(standing);
  const registered = registeredAs(worker.engagements, useMe().site);
  const { mark, word } = admission(registered, standing.state);
  return (
    <section className="part standing">
      <StateMark state={mark} size="medium" look="strong" {...(word && { word: say(word) })} />
      {registered === "active" && standing.reasons.length === 0 && <p>{say("clearText")}</p>}
      <ul className="standing-reasons">
        {registered === "pending" && (
          <li className="standing-hold">
            <StateIcon state="hold" />
            <span>{say("toConfirm")}</span>
          </li>
        )}
        {standing.reasons.map((reason) => (
          <li key={`${reason.code} ${reason.text}`} className={`standing-${reason.state}`}>
            <StateIcon state={reason.state} />
            <span>{reason.text}</span>
          </li>
        ))}
      </ul>
      {end !== undefined && (
        <p className="soft">{say(standing.state === "clear" ? "declareFrom" : "endsAt", { at: instant(end) })}</p>
      )}
      <CheckButton worker={worker} onChanged={onChecked} />
    </section>
  );
}
