/** One answer in words. */
import type { DeclarationForm } from "@sitewarden/kit/api";
import { temperature } from "@sitewarden/kit/format";
import { useLanguage } from "@sitewarden/kit/i18n";
import { PlaceName } from "../division/place-name";
import { answered, codeOf, type Always, type Draft, type Question } from "./answers";
import { shownDay, shownDays } from "./shown-day";
import { tripText } from "./trip-text";
import { declarationWords } from "./words";

interface Props {
  question: Question;
  draft: Draft;
  /** Names of the symptoms; codes are shown where it does not know them. */
  form: Pick<DeclarationForm, "symptoms" | "questions"> | null;
}

/** What a question is called beside its answer. */
export function useQuestionName(form: Props["form"]): (question: Question) => string {
  const say = declarationWords.useWords();
  return (question) => {
    const code = codeOf(question);
    if (code === null) return say(question as Always);
    return form?.questions.find((one) => one.code === code)?.yes_text ?? code;
  };
}

export function AnswerLines({ question, draft, form }: Props) {
  const say = declarationWords.useWords();
  const language = useLanguage();
  if (!answered(draft, question)) return <em>{say("notAnswered")}</em>;
  const code = codeOf(question);
  if (code !== null) return <>{say(draft.questions[code] ? "yes" : "no")}</>;
  switch (question as Always) {
    case "temperature":
      return <>{draft.temperature === "not_measured" || !draft.temperature ? say("notMeasuredShort") : temperature(draft.temperature.tenths)}</>;
    case "symptoms":
      return <>{(draft.symptoms ?? []).map((code) => form?.symptoms.find((one) => one.code === code)?.text ?? code).join(language === "en" ? ", " : "、") || say("none")}</>;
    case "stays":
      return (
        <Several none={say("none")} count={draft.stays?.length ?? 0}>
          {draft.stays?.map((stay, at) => (
            <span key={at}>
              <PlaceName code={stay.division} /> <small className="whole-words">{shownDays(stay.from, stay.to, language)}</small>
            </span>
          ))}
        </Several>
      );
    case "trips":
      return (
        <Several none={say("none")} count={draft.trips?.length ?? 0}>
          {draft.trips?.map((trip, at) => (
            <span key={at}>
              {tripText(trip, say)} <small className="whole-words">{shownDay(trip.day, language)}</small>
            </span>
          ))}
        </Several>
      );
    case "contact":
      return <>{draft.contact === "none" || !draft.contact ? say("none") : shownDay(draft.contact.day, language)}</>;
  }
}

function Several({ none, count, children }: { none: string; count: number; children: React.ReactNode }) {
  return count === 0 ? <>{none}</> : <span className="several">{children}</span>;
}
