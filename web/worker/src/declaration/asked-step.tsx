/** A question that a disease brings: yes or no. What it asks comes with the form. */
import { QuestionHead, type StepProps } from "./steps";
import { declarationWords } from "./words";

export function AskedStep({ form, draft, change, forward, code }: StepProps & { code: string }) {
  const say = declarationWords.useWords();
  const question = form.questions.find((one) => one.code === code);
  const given = draft.questions[code];
  const answer = (yes: boolean) => forward(change({ questions: { ...draft.questions, [code]: yes } }));
  return (
    <div className="stack">
      <QuestionHead text={question?.text ?? code} />
      <button type="button" className="choice big" aria-pressed={given === false} onClick={() => answer(false)}>
        <strong>{say("no")}</strong>
      </button>
      <button type="button" className="choice big" aria-pressed={given === true} onClick={() => answer(true)}>
        <strong>{say("yes")}</strong>
      </button>
    </div>
  );
}
