/** What is known of one worker, and what can be done. */
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";

import type { WorkerDetail } from "@sitewarden/kit/api";

import { useMe } from "../../account/me";
import { FacePart } from "../../face/face-part";
import { Consents } from "./consents";
import { Declarations } from "./declarations";
import { Engagements } from "./engagements";
import { Identity } from "./identity";
import { SignInCode } from "./sign-in-code";
import { StandingPart } from "./standing-part";
import { detailWords } from "./words";

export function Sheet({ worker }: { worker: WorkerDetail }) {
  const say = detailWords.useWords();
  const queries = useQueryClient();
  const mayChange = useMe().role === "site";
  const refresh = () => {
    for (const key of ["person", "workers", "site", "overview", "audit"]) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
  };
  return (
    <div className="sheet">
      <StandingPart standing={worker.standing} />
      <Identity worker={worker} />
      <Part title={say("engagements")}>
        <Engagements worker={worker} mayChange={mayChange} onChanged={refresh} />
      </Part>
      <FacePart person={worker.person} face={worker.face} mayChange={mayChange} onChanged={refresh} />
      {mayChange && (
        <Part title={say("signInCode")}>
          <SignInCode person={worker.person} phone={worker.phone != null} />
        </Part>
      )}
      <Part title={say("declarations")}>
        <Declarations rows={worker.declarations} />
      </Part>
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
