/** What one agreed to, newest first, each with the text it was about. */
import { api, taken, type ConsentText, type ConsentView } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";
import { spoken, useLanguage } from "@sitewarden/kit/i18n";
import { Failure, Shape } from "../shell/failure";
import { Told } from "../shell/told";
import { useLoad } from "../shell/use-load";
import { privacyWords } from "./words";

const load = async () => {
  const [given, texts] = await Promise.all([taken(api.GET("/me/consents")), taken(api.GET("/consent-texts"))]);
  return given.map((consent) => ({
    consent,
    text: texts.find(({ purpose, version }) => purpose === consent.purpose && version === consent.text_version),
  }));
};

/** `changes` with whatever may have given or withdrawn one. */
export function Consents({ changes }: { changes: string | undefined }) {
  const say = privacyWords.useWords();
  const { data, problem, again } = useLoad(load, changes);
  return (
    <section className="card">
      <h2>{say("consents")}</h2>
      {!data && (problem ? <Failure problem={problem} again={again} /> : <Shape lines={2} />)}
      {data?.length === 0 && <p className="soft">{say("noConsents")}</p>}
      <ul className="plain-list">
        {data?.map(({ consent, text }, at) => (
          <Consent key={at} consent={consent} text={text} />
        ))}
      </ul>
    </section>
  );
}

function Consent({ consent, text }: { consent: ConsentView; text: ConsentText | undefined }) {
  const say = privacyWords.useWords();
  const language = useLanguage();
  const facts = [
    say("given", { at: instant(consent.given_at) }),
    consent.witnessed ? say("witnessed") : "",
    consent.withdrawn_at ? say("withdrawn", { at: instant(consent.withdrawn_at) }) : say("inForce"),
  ];
  return (
    <li data-purpose={consent.purpose}>
      <strong>{say(`consent_${consent.purpose}`)}</strong>
      <p className="soft">{facts.filter(Boolean).join(" · ")}</p>
      <details>
        <summary>{say("readText")}</summary>
        {text ? <Told text={spoken(text.words, language)} /> : <p>{say("textChanged")}</p>}
        <small className="soft">{say("textVersion", { version: consent.text_version })}</small>
      </details>
    </li>
  );
}
