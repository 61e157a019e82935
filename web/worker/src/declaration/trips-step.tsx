/** Rides taken: none, or a list. Only by what and on which day must be said. */
import { useLanguage } from "@sitewarden/kit/i18n";
import Button from "antd-mobile/es/components/button";
import { Field } from "../shell/field";
import { shellWords } from "../shell/words";
import type { Trip, TripMode } from "./answers";
import { Lines } from "./lines";
import { shownDay } from "./shown-day";
import { QuestionHead, type StepProps } from "./steps";
import { tripText } from "./trip-text";
import { useEditor } from "./use-editor";
import { declarationWords } from "./words";

const MODES: TripMode[] = ["train", "flight", "coach", "other"];
const TEXTS = ["from", "to", "carriage", "seat"] as const;
/** The longest text of a trip that the platform takes. */
const LONGEST_TEXT = 60;

export function TripsStep({ form, draft, change, forward }: StepProps) {
  const say = declarationWords.useWords();
  const shell = shellWords.useWords();
  const language = useLanguage();
  const editor = useEditor<Trip>("trips");
  const trips = draft.trips ?? [];

  if (editor.line) {
    const trip = editor.line;
    const set = (part: Partial<Trip>) => editor.set({ ...trip, ...part });
    const fits = trip.day !== "" && trip.day <= form.day;
    return (
      <div className="stack">
        <h2>{say("tripTitle")}</h2>
        <div className="choices" role="group" aria-label={say("mode")}>
          {MODES.map((mode) => (
            <button type="button" key={mode} className="choice" aria-pressed={trip.mode === mode} onClick={() => set({ mode })}>
              <strong>{say(`mode_${mode}`)}</strong>
            </button>
          ))}
        </div>
        <Field label={say("tripDay")} fault={trip.day !== "" && !fits ? say("dayFault") : null}>
          {(ids) => <input {...ids} type="date" max={form.day} value={trip.day} onChange={(event) => set({ day: event.target.value })} />}
        </Field>
        <p className="soft">{say("moreTrip")}</p>
        <Field label={say(`number_${trip.mode}`)} hint={shell("optional")}>
          {(ids) => (
            <input {...ids} autoCapitalize="characters" maxLength={LONGEST_TEXT} value={trip.number} onChange={(event) => set({ number: event.target.value.toUpperCase() })} />
          )}
        </Field>
        <div className="pair">
          {TEXTS.filter((text) => text !== "carriage" || trip.mode === "train").map((text) => (
            <Field key={text} label={say(text)} hint={shell("optional")}>
              {(ids) => <input {...ids} maxLength={LONGEST_TEXT} value={trip[text]} onChange={(event) => set({ [text]: event.target.value })} />}
            </Field>
          ))}
        </div>
        <Button
          block
          color="primary"
          size="large"
          disabled={!fits}
          onClick={() => {
            change({ trips: editor.saved(trips) });
            editor.close();
          }}
        >
          {shell("save")}
        </Button>
      </div>
    );
  }

  return (
    <div className="stack">
      <QuestionHead text={say("q_trips", { n: form.look_back_days })} />
      {trips.length === 0 && (
        <button type="button" className="choice big" aria-pressed={draft.trips !== null} onClick={() => forward(change({ trips: [] }))}>
          <strong>{say("noTrips")}</strong>
        </button>
      )}
      <Lines
        lines={trips.map((trip) => ({ key: `${trip.mode}${trip.day}${trip.number}`, text: tripText(trip, say), note: shownDay(trip.day, language) }))}
        edit={(at) => {
          const trip = trips[at];
          if (trip) editor.open(at, trip);
        }}
        remove={(at) => change({ trips: trips.length > 1 ? trips.filter((_, other) => other !== at) : null })}
      />
      <Button
        block
        size="large"
        onClick={() => editor.open(trips.length, { mode: "train", day: "", number: "", from: "", to: "", carriage: "", seat: "" })}
      >
        + {say("addTrip")}
      </Button>
      <Button block color="primary" size="large" disabled={draft.trips === null} onClick={() => forward(draft)}>
        {say("next")}
      </Button>
    </div>
  );
}
