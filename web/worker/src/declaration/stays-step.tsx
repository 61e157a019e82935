/** Places one has been to: none, or a list, each with its days. */
import { useLanguage } from "@sitewarden/kit/i18n";
import { PlaceName } from "../division/place-name";
import { PlacePicker } from "../division/place-picker";
import { Field } from "../shell/field";
import { stayFits, type Stay } from "./answers";
import { ListedStep } from "./listed-step";
import { shownDays } from "./shown-day";
import type { StepProps } from "./steps";
import { declarationWords } from "./words";

export function StaysStep({ form, draft, change, forward }: StepProps) {
  const say = declarationWords.useWords();
  const language = useLanguage();
  return (
    <ListedStep<Stay>
      step="stays"
      question={{ text: say("q_stays", { n: form.look_back_days }), hint: say("staysHint") }}
      none={say("noStays")}
      more={say("addStay")}
      given={draft.stays}
      take={(stays) => change({ stays })}
      forward={forward}
      draft={draft}
      blank={{ division: "", from: "", to: "" }}
      shown={(stay) => ({
        key: `${stay.division}${stay.from}`,
        text: <PlaceName code={stay.division} />,
        note: shownDays(stay.from, stay.to, language),
      })}
      fits={(stay) => stay.division !== "" && stayFits(stay, form.day)}
      title={say("placeTitle")}
      fields={(stay, set) => <StayFields stay={stay} set={set} day={form.day} />}
    />
  );
}

function StayFields({ stay, set, day }: { stay: Stay; set: (part: Partial<Stay>) => void; day: string }) {
  const say = declarationWords.useWords();
  const bothDays = stay.from !== "" && stay.to !== "";
  return (
    <>
      <PlacePicker value={stay.division} choose={(division) => set({ division })} />
      <div className="pair">
        <Field label={say("firstDay")}>
          {(ids) => <input {...ids} type="date" max={day} value={stay.from} onChange={(event) => set({ from: event.target.value })} />}
        </Field>
        <Field label={say("lastDay")}>
          {(ids) => <input {...ids} type="date" max={day} value={stay.to} onChange={(event) => set({ to: event.target.value })} />}
        </Field>
      </div>
      {bothDays && !stayFits(stay, day) && (
        <p className="fault" role="alert">
          {say("stayDaysFault")}
        </p>
      )}
    </>
  );
}
