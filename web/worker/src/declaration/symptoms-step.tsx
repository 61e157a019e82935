/** How one feels: a big switch for each symptom of the day's form, or none of them. */
import Button from "antd-mobile/es/components/button";
import { QuestionHead, type StepProps } from "./steps";
import { declarationWords } from "./words";

export function SymptomsStep({ form, draft, change, forward }: StepProps) {
  const say = declarationWords.useWords();
  const chosen = draft.symptoms ?? [];
  const toggle = (code: string) => {
    const rest = chosen.filter((one) => one !== code);
    const next = rest.length === chosen.length ? [...chosen, code] : rest;
    change({ symptoms: next.length > 0 ? next : null });
  };
  return (
    <div className="stack">
      <QuestionHead text={say("q_symptoms")} />
      <button
        type="button"
        className="choice big"
        aria-pressed={draft.symptoms?.length === 0}
        onClick={() => forward(change({ symptoms: [] }))}
      >
        <strong>{say("noneOfThese")}</strong>
      </button>
      <div className="choices">
        {form.symptoms.map(({ code, text }) => (
          <button type="button" key={code} className="choice" aria-pressed={chosen.includes(code)} onClick={() => toggle(code)}>
            <strong>{alone(text)}</strong>
          </button>
        ))}
      </div>
      <Button block color="primary" size="large" disabled={draft.symptoms === null} onClick={() => forward(draft)}>
        {say("next")}
      </Button>
    </div>
  );
}

/** The platform names symptoms as they stand in a sentence; alone on a button they begin large. */
function alone(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
