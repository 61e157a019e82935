/** Places one has been to: none, or a list, each with its days. */
import { useLanguage } from "@sitewarden/kit/i18n";
import Button from "antd-mobile/es/components/button";
import { PlaceName } from "../division/place-name";
import { PlacePicker } from "../division/place-picker";
import { Field } from "../shell/field";
import { shellWords } from "../shell/words";
import { stayFits, type Stay } from "./answers";
import { Lines } from "./lines";
import { shownDays } from "./shown-day";
import { QuestionHead, type StepProps } from "./steps";
import { useEditor } from "./use-editor";
import { declarationWords } from "./words";

export function StaysStep({ form, draft, change, forward }: StepProps) {
  const say = declarationWords.useWords();
  const shell = shellWords.useWords();
  const language = useLanguage();
  const editor = useEditor<Stay>("stays");
  const stays = draft.stays ?? [];

  if (editor.line) {
    const stay = editor.line;
    const fits = stay.division !== "" && stayFits(stay, form.day);
    const bothDays = stay.from !== "" && stay.to !== "";
    return (
      <div className="stack">
        <h2>{say("placeTitle")}</h2>
        <PlacePicker value={stay.division} choose={(division) => editor.set({ ...stay, division })} />
        <div className="pair">
          <Field label={say("firstDay")}>
            {(ids) => (
              <input {...ids} type="date" max={form.day} value={stay.from} onChange={(event) => editor.set({ ...stay, from: event.target.value })} />
            )}
          </Field>
          <Field label={say("lastDay")}>
            {(ids) => (
              <input {...ids} type="date" max={form.day} value={stay.to} onChange={(event) => editor.set({ ...stay, to: event.target.value })} />
            )}
          </Field>
        </div>
        {bothDays && !stayFits(stay, form.day) && (
          <p className="fault" role="alert">
            {say("stayDaysFault")}
          </p>
        )}
        <Button
          block
          color="primary"
          size="large"
          disabled={!fits}
          onClick={() => {
            change({ stays: editor.saved(stays) });
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
      <QuestionHead text={say("q_stays", { n: form.look_back_days })} hint={say("staysHint")} />
      {stays.length === 0 && (
        <button type="button" className="choice big" aria-pressed={draft.stays !== null} onClick={() => forward(change({ stays: [] }))}>
          <strong>{say("noStays")}</strong>
        </button>
      )}
      <Lines
        lines={stays.map((stay) => ({
          key: `${stay.division}${stay.from}`,
          text: <PlaceName code={stay.division} />,
          note: shownDays(stay.from, stay.to, language),
        }))}
        edit={(at) => {
          const stay = stays[at];
          if (stay) editor.open(at, stay);
        }}
        remove={(at) => change({ stays: stays.length > 1 ? stays.filter((_, other) => other !== at) : null })}
      />
      <Button block size="large" onClick={() => editor.open(stays.length, { division: "", from: "", to: "" })}>
        + {say("addStay")}
      </Button>
      <Button block color="primary" size="large" disabled={draft.stays === null} onClick={() => forward(draft)}>
        {say("next")}
      </Button>
    </div>
  );
}
