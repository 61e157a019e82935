/** The first page: one card with one button; below it face, declarations, own data. */
import { instant } from "@sitewarden/kit/format";
import Button from "antd-mobile/es/components/button";
import { useSession } from "../account/session";
import { useOutbox } from "../declaration/use-outbox";
import { hasDraft } from "../declaration/drafts";
import { FaceCard } from "../face/face-card";
import { phone } from "../shell/keep";
import { Page } from "../shell/page";
import { ReadAloud } from "../shell/read-aloud";
import { go } from "../shell/route";
import { shellWords } from "../shell/words";
import { useLastKnown } from "./last-known";
import { StandingCard } from "./standing-card";
import { standingWords } from "./words";

export function Home() {
  const say = standingWords.useWords();
  const shell = shellWords.useWords();
  const { home, person, look } = useSession();
  const { standing, seenAt, old } = useLastKnown();
  const outbox = useOutbox();
  const pending = home?.sites.find((site) => site.state === "pending");
  const active = home?.sites.some((site) => site.state === "active") ?? false;
  // Nothing to be done, and yet no site that would let them in: that is not "you may go in".
  const nowhere = !active && standing?.state === "clear";
  const begun = person !== null && hasDraft(phone, person, outbox.day);
  const elsewhere = nowhere && !pending;
  const declared = Boolean(home?.declared_today) && standing !== null;
  const toDeclare = !declared && outbox.waiting === 0 && !elsewhere;

  const button = toDeclare ? (
    <Button block size="large" className="standing-button" onClick={() => go("/declare")}>
      {say(begun ? "continueDraft" : "declare")}
    </Button>
  ) : (
    home && !elsewhere && (
      <Button block size="large" className="standing-button" onClick={() => go("/pass")}>
        {say("showPass")}
      </Button>
    )
  );
  const sentence = nowhere ? say(pending ? "pendingTitle" : "noSiteTitle") : undefined;
  const aloud = standing ? [sentence ?? say(standing.state), ...standing.reasons.map((reason) => reason.text)].join("。") : say("neverSeen");

  return (
    <Page title={home ? say("hello", { name: home.name }) : shell("product")} start>
      <div className="stack">
        {outbox.notice && (
          <p className="note" role="status">
            {outbox.notice}
          </p>
        )}
        {old && (
          <div className="note" role="status">
            <p>{standing && seenAt ? say("seenAt", { at: instant(seenAt) }) : say("neverSeen")}</p>
            <Button size="small" onClick={() => void look()}>
              {shell("again")}
            </Button>
          </div>
        )}
        <StandingCard standing={nowhere ? null : standing} sentence={sentence}>
          {button}
        </StandingCard>
        <ReadAloud text={aloud} />
        {toDeclare && home && (
          <Button block size="large" onClick={() => go("/pass")}>
            {say("showPass")}
          </Button>
        )}
        {pending && (
          <section className="card">
            <p>{say("pending", { site: pending.site_name })}</p>
          </section>
        )}
        {home && !pending && !active && <p className="note">{say("noSite")}</p>}
        {home && <FaceCard face={home.face} changed={look} />}
        <nav className="rows">
          <RowButton text={say("declarations")} note={declarationsNote()} open={() => go("/declarations")} />
          <RowButton text={say("myData")} note="" open={() => go("/my-data")} />
        </nav>
      </div>
    </Page>
  );

  function declarationsNote(): string {
    if (outbox.waiting > 0) return say("declaredWaiting");
    return declared ? say("declaredToday") : "";
  }
}

function RowButton({ text, note, open }: { text: string; note: string; open: () => void }) {
  return (
    <button type="button" className="row" onClick={open}>
      <span>{text}</span>
      <small>{note}</small>
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        <path d="M9 5l7 7-7 7" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </button>
  );
}
