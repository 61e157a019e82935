/** One's own data: who I am and where, what I agreed to, my face, what lies on this phone, leaving. */
import { asProblem } from "@sitewarden/kit/api";
import Button from "antd-mobile/es/components/button";
import { useState } from "react";
import { useSession } from "../account/session";
import { dropDraft, hasDraft } from "../declaration/drafts";
import { useOutbox } from "../declaration/use-outbox";
import { FaceCard } from "../face/face-card";
import { phone } from "../shell/keep";
import { Page } from "../shell/page";
import { Consents } from "./consents";
import { WhoIAm } from "./who-i-am";
import { privacyWords } from "./words";

export function MyData() {
  const say = privacyWords.useWords();
  const { home, person, look, leave } = useSession();
  const { waiting, day } = useOutbox();
  const [left, setLeft] = useState<string | null>(null);
  const [dropped, setDropped] = useState(false);
  const drafted = !dropped && person !== null && hasDraft(phone, person, day);

  return (
    <Page title={say("title")}>
      <div className="stack">
        {home && <WhoIAm home={home} />}
        <Consents changes={home?.face.state} />
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
