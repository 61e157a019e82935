/** What is known of one worker, and what can be done. */
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router";

import type { WorkerDetail } from "@sitewarden/kit/api";

import { answersForPlace, takesIn } from "../../account/may";
import { useMe } from "../../account/me";
import { CardPart } from "../../card/card-part";
import { cardWords } from "../../card/words";
import { Checks } from "../../check/checks";
import { checkWords } from "../../check/words";
import { FacePart } from "../../face/face-part";
import { withPerson } from "../person-link";
import { Consents } from "./consents";
import { Declarations } from "./declarations";
import { Engagements } from "./engagements";
import { Identity } from "./identity";
import { SignInCode } from "./sign-in-code";
import { StandingPart } from "./standing-part";
import { detailWords } from "./words";

export function Sheet({ worker }: { worker: WorkerDetail }) {
  const say = detailWords.useWords();
  const check = checkWords.useWords();
  const card = cardWords.useWords();
  const queries = useQueryClient();
  const { role } = useMe();
  const mayChange = role === "site";
  const atWork = worker.engagements.find((engagement) => engagement.state === "active");
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const refreshed = (...keys: string[]) => {
    for (const key of keys) void queries.invalidateQueries({ queryKey: [key] });
  };
  const refresh = () => refreshed("person", "workers", "site", "overview", "audit");
  // Lists of what happened show the name as well.
  const corrected = () => refreshed("person", "workers", "audit", "alerts", "passages", "hits");
  const edited = () => refreshed("person", "workers", "site", "rooms", "lodgers", "contractors", "audit");
  const checked = () => refreshed("person", "workers", "alerts", "overview", "audit");
  const left = () => {
    // Whoever left the site is no longer the manager's to look at.
    void navigate(withPerson(params, undefined), { replace: true });
    refreshed("workers", "site", "overview", "audit");
  };
  return (
    <div className="sheet">
      <StandingPart worker={worker} onChecked={checked} />
      <Identity worker={worker} onChanged={corrected} onEdited={edited} />
      <Part title={say("engagements")}>
        <Engagements worker={worker} mayEnd={takesIn(role)} mayConfirm={mayChange} onChanged={refresh} onLeft={left} />
      </Part>
      <FacePart person={worker.person} face={worker.face} mayChange={mayChange} onChanged={refresh} />
      {mayChange && (
        <Part title={say("signInCode")}>
          <SignInCode person={worker.person} phone={worker.phone != null} />
        </Part>
      )}
      {mayChange && atWork !== undefined && (
        <Part title={card("title")}>
          <CardPart worker={worker} site={atWork.site} onChanged={refresh} />
        </Part>
      )}
      {answersForPlace(role) && (
        <Part title={say("declarations")}>
          <Declarations rows={worker.declarations} />
        </Part>
      )}
      {worker.checks.length > 0 && (
        <Part title={check("checks")}>
          <Checks rows={worker.checks} />
        </Part>
      )}
      <Part title={say("consents")}>
        <Consents rows={worker.consents} />
      </Part>
    </div>
  );
}

/** One part of the drawer under its own head. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
