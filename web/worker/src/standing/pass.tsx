/** The pass: a code for the gate, with a running clock so that a picture of it is seen to be one. */
import { clock, instant } from "@sitewarden/kit/format";
import { StateIcon } from "@sitewarden/kit/state-mark";
import type { StateName } from "@sitewarden/kit/tokens";
import { useSession } from "../account/session";
import { Shape } from "../shell/failure";
import { Page } from "../shell/page";
import { Qr } from "./qr";
import { Reasons } from "./reasons";
import { usePass } from "./use-pass";
import { standingWords } from "./words";

export function PassPage() {
  const say = standingWords.useWords();
  const { home } = useSession();
  const { pass, cameAt, freshness, failing, now } = usePass();
  const fresh = pass !== null && freshness === "fresh";
  const state: StateName = fresh ? pass.standing.state : "unknown";

  if (!pass && !failing) {
    return (
      <Page title={say("passTitle")}>
        <Shape lines={6} />
      </Page>
    );
  }
  return (
    <Page title={say("passTitle")}>
      <section className="standing pass" data-state={state} data-fresh={fresh}>
        <div className="standing-head">
          <StateIcon state={state} size="3em" />
          <p className="standing-word" role="status">
            {say(pass && !fresh ? "passOld" : state)}
          </p>
        </div>
        <p className="pass-name">{home?.name}</p>
        <p className="pass-clock">
          <time>{clock(now)}</time>
        </p>
        {fresh && <Qr text={pass.code} label={say("passTitle")} />}
        {fresh && <p className="pass-hint">{say("passHint")}</p>}
        {fresh && pass.sites.length > 0 && (
          <ul className="pass-hint">
            {pass.sites.map((site) => (
              <li key={site.site}>{site.site_name}</li>
            ))}
          </ul>
        )}
        {!fresh && pass && cameAt !== null && (
          <>
            <p className="reason">{say("passOffline", { at: instant(new Date(cameAt)) })}</p>
            <p className="pass-hint">{say("passWas", { word: say(pass.standing.state) })}</p>
          </>
        )}
        {!pass && <p className="reason">{say("passNeverHad")}</p>}
      </section>
      {fresh && pass.standing.reasons.length > 0 && (
        <section className="card after-pass">
          <Reasons reasons={pass.standing.reasons} />
        </section>
      )}
      {fresh && failing && cameAt !== null && (
        <p className="note" role="status">
          {say("passOffline", { at: instant(new Date(cameAt)) })}
        </p>
      )}
    </Page>
  );
}
