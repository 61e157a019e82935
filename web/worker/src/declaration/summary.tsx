/** Everything answered, each with its way back, the promise, and sending. */
import type { DeclarationForm, StandingView } from "@sitewarden/kit/api";
import { spoken, useLanguage } from "@sitewarden/kit/i18n";
import Button from "antd-mobile/es/components/button";
import { useState } from "react";
import { phone } from "../shell/keep";
import { ReadAloud } from "../shell/read-aloud";
import { Told } from "../shell/told";
import { shellWords } from "../shell/words";
import { AnswerLines, useQuestionName } from "./answer-lines";
import { answered, complete, questionsOf, type Draft, type Step } from "./answers";
import { writeDraft } from "./drafts";
import { sendDeclaration, type Sent } from "./send";
import { SentPage } from "./sent";
import { declarationWords } from "./words";

interface Props {
  form: DeclarationForm;
  draft: Draft;
  change(part: Partial<Draft>): Draft;
  person: string;
  corrects: string | null;
  to(step: Step): void;
}

export function Summary({ form, draft, change, person, corrects, to }: Props) {
  const say = declarationWords.useWords();
  const shell = shellWords.useWords();
  const language = useLanguage();
  const [reading, setReading] = useState(false);
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState<Sent | null>(null);
  const nameOf = useQuestionName(form);
  const answers = complete(draft, form);
  const text = spoken(form.consent.words, language);

  if (sent && sent.result !== "refused") return <SentPage standing={standingOf(sent)} queued={sent.result === "queued"} />;

  const send = async () => {
    if (!answers) return;
    setBusy(true);
    const result = await sendDeclaration({ person, day: form.day, corrects, textVersion: form.consent.version, answers });
    if (result.result === "refused") writeDraft(phone, person, form.day, corrects, draft);
    setSent(result);
    setBusy(false);
  };

  return (
    <div className="stack">
      <h2>{say("summaryTitle")}</h2>
      <dl className="summary">
        {questionsOf(form).map((question) => (
          <div key={question} data-open={!answered(draft, question)}>
            <dt>{nameOf(question)}</dt>
            <dd>
              <AnswerLines question={question} draft={draft} form={form} />
            </dd>
            <dd>
              <button type="button" className="small" aria-label={`${shell("edit")} ${nameOf(question)}`} onClick={() => to(question)}>
                {shell("edit")}
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <button type="button" className="link" aria-expanded={reading} onClick={() => setReading(!reading)}>
        {say("readText")}
      </button>
      {reading && (
        <>
          <Told text={text} />
          <ReadAloud text={text} />
        </>
      )}
      <button
        type="button"
        role="checkbox"
        className="promise"
        aria-checked={draft.promise}
        onClick={() => change({ promise: !draft.promise })}
      >
        <span aria-hidden="true">{draft.promise ? "✓" : ""}</span>
        {say("promise")}
      </button>
      {sent?.result === "refused" && (
        <div className="note" role="alert">
          <strong>{say("refusedTitle")}</strong>
          {sent.problem.fields.length > 0 ? (
            sent.problem.fields.map((fault) => <p key={fault.field}>{fault.message}</p>)
          ) : (
            <p>{sent.problem.message}</p>
          )}
        </div>
      )}
      <Button block color="primary" size="large" disabled={!answers} loading={busy} loadingText={say("sending")} onClick={() => void send()}>
        {say("send")}
      </Button>
      <p className="soft">{say("draftKept")}</p>
    </div>
  );
}

function standingOf(sent: Sent): StandingView | null {
  return sent.result === "sent" ? sent.standing : null;
}
