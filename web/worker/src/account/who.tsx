/** Who of those that share a phone it is: families, and crews with their foreman's number. */
import { api, asProblem, taken, type ProblemError, type WhoIsIt } from "@sitewarden/kit/api";
import { useState } from "react";
import { Page } from "../shell/page";
import { accountWords } from "./words";

interface Props {
  phone: string;
  asked: WhoIsIt;
  entered(): Promise<void>;
  back(): void;
}

export function Who({ phone, asked, entered, back }: Props) {
  const say = accountWords.useWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);

  const choose = async (person: string) => {
    setBusy(true);
    setProblem(null);
    try {
      await taken(api.POST("/me/sessions/who", { body: { phone, ticket: asked.ticket, person } }));
      await entered();
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };

  return (
    <Page title={say("whoTitle")} onBack={back}>
      <div className="stack">
        <p className="lead">{say("whoHint")}</p>
        <div className="rows">
          {asked.people.map((one) => (
            <button key={one.person} type="button" className="row" disabled={busy} onClick={() => void choose(one.person)}>
              <span>{one.name}</span>
              <small>{say("documentTail", { tail: one.document_tail })}</small>
            </button>
          ))}
        </div>
        {problem && (
          <p className="fault" role="alert">
            {problem.message}
          </p>
        )}
        <p className="soft">{say("whoNone")}</p>
      </div>
    </Page>
  );
}
