/** One's own data, first steps: who I am and where, what I agreed to, what lies on this phone, leaving. */
import { api, asProblem, taken } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";
import Button from "antd-mobile/es/components/button";
import { useState } from "react";
import { useSession } from "../account/session";
import { dropDraft, hasDraft } from "../declaration/drafts";
import { useOutbox } from "../declaration/use-outbox";
import { FaceCard } from "../face/face-card";
import { Failure, Shape } from "../shell/failure";
import { phone } from "../shell/keep";
import { Page } from "../shell/page";
import { useLoad } from "../shell/use-load";
import { privacyWords } from "./words";

export function MyData() {
  const say = privacyWords.useWords();
  const { home, person, look, leave } = useSession();
  const { waiting, day } = useOutbox();
  const { data, problem, again } = useLoad(() => taken(api.GET("/me/consents")), home?.face.state);
  const [left, setLeft] = useState<string | null>(null);
  const [dropped, setDropped] = useState(false);
  const drafted = !dropped && person !== null && hasDraft(phone, person, day);

  return (
    <Page title={say("title")}>
      <div className="stack">
        {home && (
          <section className="card">
            <h2>{say("who")}</h2>
            <p className="lead strong">{home.name}</p>
            <h3>{say("sites")}</h3>
            {home.sites.length === 0 && <p className="soft">{say("noSites")}</p>}
            <ul className="plain-list">
              {home.sites.map((site) => (
                <li key={site.site}>
                  {site.site_name}
                  <small className="soft"> {[site.crew, say(`state_${site.state}`)].filter(Boolean).join(" · ")}</small>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section className="card">
          <h2>{say("consents")}</h2>
          {!data && (problem ? <Failure problem={problem} again={again} /> : <Shape lines={2} />)}
          {data?.length === 0 && <p className="soft">{say("noConsents")}</p>}
          <ul className="plain-list">
            {data?.map((consent, at) => (
              <li key={at} data-purpose={consent.purpose}>
                <strong>{say(`purpose_${consent.purpose}`)}</strong>
                <small className="soft">
                  {" "}
                  {[
                    say("given", { at: instant(consent.given_at) }),
                    consent.text_version,
                    consent.witnessed ? say("witnessed") : "",
                    consent.withdrawn_at ? say("withdrawn", { at: instant(consent.withdrawn_at) }) : say("inForce"),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </small>
              </li>
            ))}
          </ul>
        </section>
        {home && <FaceCard face={home.face} changed={look} />}
        <section className="card">
          <h2>{say("onPhone")}</h2>
          <p>{say(drafted || waiting > 0 ? "onPhoneDrafts" : "onPhoneNone")}</p>
          {drafted && (
            <Button
              block
              onClick={() => {
                if (person) dropDraft(phone, person);
                setDropped(true);
              }}
            >
              {say("clearPhone")}
            </Button>
          )}
        </section>
        {waiting > 0 && <p className="note">{say("signOutUnsent")}</p>}
        {left && (
          <p className="fault" role="alert">
            {left}
          </p>
        )}
        <Button block size="large" onClick={() => void leave().catch((thrown: unknown) => setLeft(asProblem(thrown).message))}>
          {say("signOut")}
        </Button>
      </div>
    </Page>
  );
}
