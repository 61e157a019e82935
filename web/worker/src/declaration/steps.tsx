/** Which question's screen is shown, and what all of them are given. */
import type { DeclarationForm } from "@sitewarden/kit/api";
import type { ReactNode } from "react";
import { ReadAloud } from "../shell/read-aloud";
import { codeOf, type Draft, type Step } from "./answers";
import { AskedStep } from "./asked-step";
import { ContactStep } from "./contact-step";
import { StaysStep } from "./stays-step";
import { Summary } from "./summary";
import { SymptomsStep } from "./symptoms-step";
import { TemperatureStep } from "./temperature-step";
import { TripsStep } from "./trips-step";

export interface StepProps {
  form: DeclarationForm;
  draft: Draft;
  /** Takes an answer, keeps it, and gives the draft as it is then. */
  change(part: Partial<Draft>): Draft;
  forward(draft: Draft): void;
}

interface Props extends StepProps {
  step: Step;
  person: string;
  corrects: string | null;
  to(step: Step): void;
  same: (() => Draft) | null;
}

export function Steps({ step, person, corrects, to, same, ...given }: Props) {
  switch (step) {
    case "temperature":
      return <TemperatureStep {...given} same={same} />;
    case "symptoms":
      return <SymptomsStep {...given} />;
    case "stays":
      return <StaysStep {...given} />;
    case "trips":
      return <TripsStep {...given} />;
    case "contact":
      return <ContactStep {...given} />;
    case "summary":
      return <Summary form={given.form} draft={given.draft} change={given.change} person={person} corrects={corrects} to={to} />;
    default:
      return <AskedStep {...given} code={codeOf(step) ?? ""} />;
  }
}

/** The question itself, read aloud on wish. */
export function QuestionHead({ text, hint }: { text: string; hint?: string }): ReactNode {
  return (
    <div className="question">
      <h2>{text}</h2>
      {hint && <p className="soft">{hint}</p>}
      <ReadAloud text={hint ? `${text} ${hint}` : text} />
    </div>
  );
}
