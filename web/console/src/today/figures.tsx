/** Today's figures; each leads to the people or things behind it. */
import type { ReactNode } from "react";
import { Link } from "react-router";

import type { Gate } from "@sitewarden/kit/api";
import { count } from "@sitewarden/kit/format";
import { StateIcon } from "@sitewarden/kit/state-mark";
import type { StateName } from "@sitewarden/kit/tokens";

import { answersForPlace } from "../account/may";
import { useMe } from "../account/me";
import { presence, wasConnected } from "../gate/presence";
import { useOverview } from "../scope/overview";
import type { Scope } from "../scope/scope";
import { Failure } from "../shell/failure";
import { shellWords } from "../shell/words";
import { figureLinks } from "./figure-links";
import { todayWords } from "./words";

export interface FiguresProps {
  scope: Scope;
  /** The site's gates, where one site is shown: counted by the same rule as they are shown beside. */
  gates?: readonly Gate[] | undefined;
}

export function Figures({ scope, gates: shown }: FiguresProps) {
  const say = todayWords.useWords();
  const { role } = useMe();
  const overview = useOverview(scope);
  if (overview.isPending) return <Shape />;
  if (overview.isError) return <Failure thrown={overview.error} retry={() => void overview.refetch()} />;
  const day = overview.data;
  const to = figureLinks(scope);
  // A gate that was only written down is missed by nobody.
  const gates = shown?.filter(wasConnected).length ?? day.gates ?? 0;
  const online = shown?.filter((gate) => presence(gate) === "online").length ?? day.gates_online ?? 0;
  const [open, inHand] = [day.open_alerts ?? 0, day.alerts_in_hand ?? 0];
  return (
    <section className="figures" aria-label={say("figures")}>
      <Figure label={say("people")} value={day.people} to={to.people} />
      <Figure label={say("clear")} value={day.clear} to={to.clear} state="clear" />
      <Figure label={say("hold")} value={day.hold} to={to.hold} state="hold" />
      <Figure label={say("barred")} value={day.barred} to={to.barred} state="barred" />
      <Figure label={say("pending")} value={day.pending} to={to.pending} {...(day.pending > 0 && { state: "unknown" })} />
      <Figure
        label={say("declared")}
        value={day.declared_today}
        to={to.people}
        note={say("declaredOf", { n: count(day.people) })}
      />
      <Figure label={say("passed")} value={day.passages_today.pass} to={to.passed} />
      <Figure label={say("heldToday")} value={day.passages_today.hold} to={to.held} />
      <Figure label={say("refusedToday")} value={day.passages_today.refuse} to={to.refused} />
      {answersForPlace(role) && (
        <>
          <Figure
            label={say("openAlerts")}
            value={open}
            to={to.alerts}
            {...(inHand > 0 && { note: say("inHand", { n: count(inHand) }) })}
            {...(open > 0 && { state: "hold" })}
          />
          <Figure
            label={say("gatesOnline")}
            value={online}
            to={to.gates}
            note={say("gatesOf", { n: gates })}
            {...(online < gates && { state: "hold" })}
          />
        </>
      )}
    </section>
  );
}

/** How many figures there are. */
const FIGURES = 11;

function Shape() {
  const say = shellWords.useWords();
  return (
    <section className="figures" role="status" aria-label={say("loading")}>
      {Array.from({ length: FIGURES }, (_, at) => (
        <div key={at} className="figure figure-shape">
          <i />
          <i />
        </div>
      ))}
    </section>
  );
}

interface FigureProps {
  label: string;
  value: number;
  to: string | undefined;
  state?: StateName;
  note?: string;
}

function Figure({ label, value, to, state, note }: FigureProps) {
  const inside: ReactNode = (
    <>
      <span className="figure-label">
        {state !== undefined && <StateIcon state={state} size="16px" />}
        {label}
      </span>
      <span className="figure-value digits">{count(value)}</span>
      {note !== undefined && <span className="figure-note">{note}</span>}
    </>
  );
  const look = `figure${state === undefined ? "" : ` figure-${state}`}`;
  return to === undefined ? (
    <div className={look}>{inside}</div>
  ) : (
    <Link to={to} className={look}>
      {inside}
    </Link>
  );
}
