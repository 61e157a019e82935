/** What a version says, in plain words, group by group. */
import type { DiseaseProfile } from "@sitewarden/kit/api";
import { spoken, useLanguage } from "@sitewarden/kit/i18n";

import { LEVELS } from "./draft";
import { Facts, Several } from "./facts";
import { degrees, incubationText, infectiousText } from "./said";
import { profileWords } from "./words";

export function Groups({ profile }: { profile: DiseaseProfile }) {
  return (
    <div className="profile-groups">
      <Spreading profile={profile} />
      <Complaints profile={profile} />
      <Observing profile={profile} />
      <AtTheGate profile={profile} />
      <OnSite profile={profile} />
      <Sources profile={profile} />
    </div>
  );
}

interface Given {
  profile: DiseaseProfile;
}

/** The words of a profile in the language now. */
function useSpoken() {
  const language = useLanguage();
  return (words: { zh: string; en: string } | undefined) => (words === undefined ? "" : spoken(words, language));
}

function Spreading({ profile }: Given) {
  const say = profileWords.useWords();
  const text = useSpoken();
  return (
    <Facts
      title={say("howItSpreads")}
      facts={[
        { name: say("spread"), value: say(profile.spread) },
        { name: say("incubation"), value: incubationText(profile, say) },
        { name: say("infectious"), value: infectiousText(profile, say) },
        { name: say("basis"), value: text(profile.basis) },
      ]}
    />
  );
}

function Complaints({ profile }: Given) {
  const say = profileWords.useWords();
  const text = useSpoken();
  const { symptoms, questions = [], fever_from } = profile;
  if (symptoms.length === 0 && questions.length === 0 && fever_from == null) return null;
  const asked = symptoms.map((one) => ({ key: one.code, text: text(one.words), note: say(one.effect) }));
  const besides = questions.map((one) => ({ key: one.code, text: text(one.ask), note: say(one.effect) }));
  return (
    <Facts
      title={say("symptomsAndFever")}
      facts={[
        { name: say("fever"), value: fever_from == null ? say("noFever") : say("feverFrom", { from: degrees(fever_from) }) },
        { name: say("symptoms"), value: asked.length > 0 ? <Several lines={asked} /> : undefined },
        { name: say("questions"), value: besides.length > 0 ? <Several lines={besides} /> : undefined },
        { name: say("symptomFree"), value: say("symptomFreeText", { n: profile.symptom_free_hours }) },
        { name: say("caseDefinition"), value: text(profile.case_definition) },
      ]}
    />
  );
}

function Observing({ profile }: Given) {
  const say = profileWords.useWords();
  const text = useSpoken();
  const { observation_days: days, checks_a_day: checks = 0, look_back_days: back } = profile;
  if (profile.spread === "environmental") return null;
  return (
    <Facts
      title={say("lookBackAndObservation")}
      facts={[
        { name: say("lookBack"), value: back > 0 ? say("days", { n: back }) : undefined },
        { name: say("observation"), value: days > 0 ? say("observationText", { n: days, checks }) : say("noObservation") },
        { name: say("release"), value: text(profile.release) },
      ]}
    />
  );
}

function AtTheGate({ profile }: Given) {
  const say = profileWords.useWords();
  const lists = profile.categories.map(({ category, effect }) => ({ name: say(category), value: say(effect) }));
  const observes = profile.observation_days > 0;
  return (
    <Facts
      title={say("gateMay")}
      facts={[
        { name: say("permitted"), value: say(profile.permitted) },
        { name: say("daily"), value: say(profile.daily_declaration ? "dailyYes" : "dailyNo") },
        { name: say("contact"), value: observes ? say(profile.contact_effect) : undefined },
        ...LEVELS.map((level) => ({ name: say(`area_${level}`), value: observes ? say(profile.area_effect[level]) : undefined })),
        ...lists,
        { name: say("retention"), value: say("days", { n: profile.retention_days }) },
      ]}
    />
  );
}

function OnSite({ profile }: Given) {
  const say = profileWords.useWords();
  const text = useSpoken();
  const { measures = [], work_rest = [] } = profile;
  const done = measures.map((one, at) => ({
    name: `${say(one.place)}${at > 0 && measures[at - 1]?.place === one.place ? ` ${at + 1}` : ""}`,
    value: (
      <>
        {text(one.words)}
        {one.radius_m != null && <small className="soft"> {say("within", { n: one.radius_m })}</small>}
      </>
    ),
  }));
  const bands = work_rest.map((band) => ({ name: say("heatFrom", { from: degrees(band.from) }), value: text(band.words) }));
  return <Facts title={say("onSite")} facts={[...done, ...bands]} />;
}

const GROUPS = ["spread", "symptoms", "observation", "gate", "measures"] as const;

function Sources({ profile }: Given) {
  const say = profileWords.useWords();
  const text = useSpoken();
  return (
    <Facts
      title={say("sources")}
      facts={GROUPS.map((group) => ({ name: say(`source_${group}`), value: text(profile.sources[group]) }))}
    />
  );
}
