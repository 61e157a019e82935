/** The declaration: one question a screen, a draft after every answer, and a look over it before it is sent. */
import { api, taken, type DeclarationForm } from "@sitewarden/kit/api";
import { useEffect, useState } from "react";
import { useSession } from "../account/session";
import { Failure, Shape } from "../shell/failure";
import { phone } from "../shell/keep";
import { Page } from "../shell/page";
import { back, go } from "../shell/route";
import { useLoad } from "../shell/use-load";
import { EMPTY_DRAFT, likeBefore, nextOpen, questionsOf, answered, toCorrect, untouched, type Answers, type Draft, type Step } from "./answers";
import { asAnswers } from "./as-answers";
import { readDraft, writeDraft } from "./drafts";
import { loadForm } from "./form";
import { Steps } from "./steps";
import { declarationWords } from "./words";

interface Props {
  step: string | undefined;
  corrects: string | null;
}

interface Start {
  form: DeclarationForm;
  draft: Draft;
  /** The last declaration, to carry over from; none where there is none or the line is cut. */
  last: Answers | null;
}

export function Declare({ step, corrects }: Props) {
  const say = declarationWords.useWords();
  const { person } = useSession();
  const title = say(corrects ? "correctTitle" : "title");
  const { data, problem, again } = useLoad(() => begin(person ?? "", corrects), `${person}|${corrects}`);
  if (!data || !person) {
    return <Page title={title}>{problem ? <Failure problem={problem} again={again} /> : <Shape lines={5} />}</Page>;
  }
  const known = [...questionsOf(data.form), "summary" as const].find((one) => one === step);
  return <Questions key={`${person}|${corrects}`} title={title} person={person} start={data} corrects={corrects} step={known ?? null} />;
}

async function begin(person: string, corrects: string | null): Promise<Start> {
  const form = await loadForm();
  const declarations = await taken(api.GET("/me/declarations", { params: { query: { limit: 30 } } })).then(
    (page) => page.items,
    () => [],
  );
  const kept = readDraft(phone, person, form.day, corrects);
  const corrected = declarations.find((one) => one.id === corrects);
  const last = declarations.find((one) => !one.superseded && one.day !== form.day);
  const draft = kept ?? (corrected ? toCorrect(asAnswers(corrected.answers)) : EMPTY_DRAFT);
  return { form, draft, last: last ? asAnswers(last.answers) : null };
}

interface QuestionsProps {
  title: string;
  person: string;
  start: Start;
  corrects: string | null;
  step: Step | null;
}

function Questions({ title, person, start, corrects, step }: QuestionsProps) {
  const say = declarationWords.useWords();
  const { form, last } = start;
  const [draft, setDraft] = useState(start.draft);
  // Where one comes in stays the same while it is being answered.
  const [first] = useState<Step>(() => (corrects ? "summary" : nextOpen(start.draft, form)));
  const shown: Step = step ?? first;
  // Sent already, or never begun: home tells which. Nobody looks over answers that are not there.
  const nothingToSend = shown === "summary" && untouched(draft);
  useEffect(() => {
    if (nothingToSend) go("/", { replace: true });
  }, [nothingToSend]);
  const steps: Step[] = [...questionsOf(form), "summary"];
  const at = steps.indexOf(shown);
  const query = corrects ? `?corrects=${encodeURIComponent(corrects)}` : "";
  const to = (next: Step) => go(`/declare/${next}${query}`);

  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    writeDraft(phone, person, form.day, corrects, next);
    return next;
  };
  /** On to the question after this one, or straight to the summary where all the rest is answered. */
  const forward = (now: Draft) => to(nextOpen(now, form) === "summary" ? "summary" : (steps[at + 1] ?? "summary"));

  const fresh = !corrects && shown === "temperature" && nextOpen(draft, form) === "temperature" && draft.stays === null;
  return (
    <Page title={title} onBack={back}>
      <ol className="dots" aria-label={say("progress", { n: at + 1, all: steps.length })}>
        {steps.map((one) => (
          <li key={one} data-here={one === shown} data-done={one !== "summary" && answered(draft, one)} />
        ))}
      </ol>
      <Steps
        step={shown}
        form={form}
        draft={draft}
        person={person}
        corrects={corrects}
        change={change}
        forward={forward}
        to={to}
        same={fresh && last ? () => change(likeBefore(last, form.day, form.look_back_days)) : null}
      />
    </Page>
  );
}
