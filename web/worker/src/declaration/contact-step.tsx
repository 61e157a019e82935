/** Contact with a case: no, or the last day of it. */
import Button from "antd-mobile/es/components/button";
import { useState } from "react";
import { Field } from "../shell/field";
import { daysBefore } from "./answers";
import { QuestionHead, type StepProps } from "./steps";
import { declarationWords } from "./words";

export function ContactStep({ form, draft, change, forward }: StepProps) {
  const say = declarationWords.useWords();
  const given = draft.contact !== null && draft.contact !== "none" ? draft.contact.day : null;
  const [asksDay, setAsksDay] = useState(given !== null);
  const [day, setDay] = useState(given ?? "");
  const fits = day !== "" && day <= form.day && day >= daysBefore(form.day, 366);
  return (
    <div className="stack">
      <QuestionHead text={say("q_contact", { n: form.look_back_days })} />
      <button
        type="button"
        className="choice big"
        aria-pressed={draft.contact === "none" && !asksDay}
        onClick={() => {
          setAsksDay(false);
          forward(change({ contact: "none" }));
        }}
      >
        <strong>{say("noContact")}</strong>
      </button>
      <button
        type="button"
        className="choice big"
        aria-pressed={asksDay}
        onClick={() => {
          setAsksDay(true);
          change({ contact: fits ? { day } : null });
        }}
      >
        <strong>{say("hadContact")}</strong>
      </button>
      {asksDay && (
        <Field label={say("contactDay")} fault={day !== "" && !fits ? say("dayFault") : null}>
          {(ids) => (
            <input
              {...ids}
              type="date"
              max={form.day}
              value={day}
              onChange={(event) => {
                const next = event.target.value;
                setDay(next);
                change({ contact: next !== "" && next <= form.day ? { day: next } : null });
              }}
            />
          )}
        </Field>
      )}
      <Button block color="primary" size="large" disabled={draft.contact === null || (asksDay && !fits)} onClick={() => forward(draft)}>
        {say(form.questions.length > 0 ? "next" : "toSummary")}
      </Button>
    </div>
  );
}
