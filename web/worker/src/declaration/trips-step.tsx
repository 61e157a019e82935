/** Rides taken: none, or a list. Only by what and on which day must be said. */
import { useLanguage } from "@sitewarden/kit/i18n";
import { Field } from "../shell/field";
import { shellWords } from "../shell/words";
import type { Trip, TripMode } from "./answers";
import { ListedStep } from "./listed-step";
import { shownDay } from "./shown-day";
import type { StepProps } from "./steps";
import { tripText } from "./trip-text";
import { declarationWords } from "./words";

const MODES: TripMode[] = ["train", "flight", "coach", "other"];
const TEXTS = ["from", "to", "carriage", "seat"] as const;
/** The longest text of a trip that the platform takes. */
const LONGEST_TEXT = 60;
const BLANK: Trip = { mode: "train", day: "", number: "", from: "", to: "", carriage: "", seat: "" };

export function TripsStep({ form, draft, change, forward }: StepProps) {
  const say = declarationWords.useWords();
  const language = useLanguage();
  return (
    <ListedStep<Trip>
      step="trips"
      question={{ text: say("q_trips", { n: form.look_back_days }) }}
      none={say("noTrips")}
      more={say("addTrip")}
      given={draft.trips}
      take={(trips) => change({ trips })}
      forward={forward}
      draft={draft}
      blank={BLANK}
      shown={(trip) => ({
        key: `${trip.mode}${trip.day}${trip.number}`,
        text: tripText(trip, say),
        note: shownDay(trip.day, language),
      })}
      fits={(trip) => tripFits(trip, form.day)}
      title={say("tripTitle")}
      fields={(trip, set) => <TripFields trip={trip} set={set} day={form.day} />}
    />
  );
}

function tripFits(trip: Trip, today: string): boolean {
  return trip.day !== "" && trip.day <= today;
}

function TripFields({ trip, set, day }: { trip: Trip; set: (part: Partial<Trip>) => void; day: string }) {
  const say = declarationWords.useWords();
  const shell = shellWords.useWords();
  return (
    <>
      <div className="choices" role="group" aria-label={say("mode")}>
        {MODES.map((mode) => (
          <button type="button" key={mode} className="choice" aria-pressed={trip.mode === mode} onClick={() => set({ mode })}>
            <strong>{say(`mode_${mode}`)}</strong>
          </button>
        ))}
      </div>
      <Field label={say("tripDay")} fault={trip.day !== "" && !tripFits(trip, day) ? say("dayFault") : null}>
        {(ids) => <input {...ids} type="date" max={day} value={trip.day} onChange={(event) => set({ day: event.target.value })} />}
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
    </>
  );
}
