/** The pass: a code for the gate, with a running clock so that a picture of it is seen to be one. */
import { clock, instant } from "@sitewarden/kit/format";
import { StateIcon } from "@sitewarden/kit/state-mark";
import type { StateName } from "@sitewarden/kit/tokens";
import { useSession } from "../account/session";
import { Shape } from "../shell/failure";
import { Page } from "../shell/page";
import { holds, useLastKnown } from "./last-known";
import { Qr } from "./qr";
import { Reasons } from "./reasons";
import { usePass } from "./use-pass";
import { standingWords } from "./words";

export function PassPage() {
  const say = standingWords.useWords();
  const { home } = useSession();
  const known = useLastKnown();
  const { pass, cameAt, freshness, failing, now } = usePass();
  const fresh = pass !== null && freshness === "fresh";
  // Only a fresh pass has the state's colour: nobody is to take an old page for one.
  const state: StateName = fresh ? pass.standing.state : "unknown";
  const heard = pass?.standing ?? known.standing;
  const heardAt = cameAt !== null ? new Date(cameAt) : known.seenAt;
  const standing = heard && (fresh || holds(heard, now)) ? heard : null;

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
            {say(fresh ? state : pass ? "passOld" : "passNone")}
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
        {!fresh && <p className="reason">{pass && heardAt ? say("passOffline", { at: instant(heardAt) }) : say("passNeverHad")}</p>}
        {!fresh && standing && heardAt && (
          <p className="pass-hint">{say("passWas", { at: instant(heardAt), word: say(standing.state) })}</p>
        )}
      </section>
      {standing && standing.reasons.length > 0 && (
        <section className="card after-pass">
          <Reasons reasons={standing.reasons} />
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
