/** Reached by the site's QR code: whose site it is, what is asked and why, then the form to register. */
import { api, taken } from "@sitewarden/kit/api";
import { spoken, useLanguage } from "@sitewarden/kit/i18n";
import Button from "antd-mobile/es/components/button";
import { useState } from "react";
import { Failure, Shape } from "../shell/failure";
import { Page } from "../shell/page";
import { ReadAloud } from "../shell/read-aloud";
import { go } from "../shell/route";
import { Told } from "../shell/told";
import { useLoad } from "../shell/use-load";
import { JoinForm } from "./join-form";
import { useSession } from "./session";
import { accountWords } from "./words";

export function Join({ token }: { token: string }) {
  const say = accountWords.useWords();
  const language = useLanguage();
  const { home, look } = useSession();
  const [agreed, setAgreed] = useState(false);
  const { data, problem, again } = useLoad(
    () => taken(api.GET("/join/{token}", { params: { path: { token } } })),
    token,
  );

  if (!data) {
    return (
      <Page title={say("joinTitle")} start>
        {problem ? <Failure problem={problem} again={again} /> : <Shape lines={6} />}
      </Page>
    );
  }
  const asked = [say("joinTaken"), say("joinPurpose"), say("joinSeenBy")].join("\n");
  const text = spoken(data.consent.words, language);
  return (
    <Page title={say("joinTitle")} start={!agreed} onBack={() => setAgreed(false)}>
      <div className="stack">
        <section className="card">
          <p className="soft">{say("joinAt")}</p>
          <p className="lead strong">{data.site_name}</p>
          {home && <p className="soft">{say("signedInAs", { name: home.name })}</p>}
        </section>
        {agreed ? (
          <JoinForm
            token={token}
            info={data}
            joined={async () => {
              await look();
              go("/", { replace: true });
            }}
          />
        ) : (
          <>
            <h2>{say("joinAsks")}</h2>
            <Told text={asked} />
            <h2>{say("joinText")}</h2>
            <Told text={text} />
            <ReadAloud text={`${asked}\n${text}`} />
            <Button block color="primary" size="large" onClick={() => setAgreed(true)}>
              {say("joinAgree")}
            </Button>
            <button type="button" className="link" onClick={() => go("/")}>
              {say("toSignIn")}
            </button>
          </>
        )}
      </div>
    </Page>
  );
}
