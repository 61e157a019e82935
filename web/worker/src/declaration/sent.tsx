/** After sending: what it means for today. */
import type { StandingView } from "@sitewarden/kit/api";
import Button from "antd-mobile/es/components/button";
import { useEffect } from "react";
import { useSession } from "../account/session";
import { go } from "../shell/route";
import { shellWords } from "../shell/words";
import { StandingCard } from "../standing/standing-card";
import { standingWords } from "../standing/words";
import { useOutbox } from "./use-outbox";
import { declarationWords } from "./words";

export function SentPage({ standing, queued }: { standing: StandingView | null; queued: boolean }) {
  const say = declarationWords.useWords();
  const shell = shellWords.useWords();
  const stands = standingWords.useWords();
  const { look } = useSession();
  const { count } = useOutbox();
  useEffect(() => {
    count();
    if (!queued) void look();
  }, [queued, look, count]);
  return (
    <div className="stack" data-sent={queued ? "queued" : "sent"}>
      <h2>
        <span role="status">{say(queued ? "queuedTitle" : "sentTitle")}</span>
      </h2>
      {queued ? (
        <p className="note">{say("queued")}</p>
      ) : (
        <StandingCard standing={standing}>
          <Button block size="large" className="standing-button" onClick={() => go("/pass", { replace: true })}>
            {stands("showPass")}
          </Button>
        </StandingCard>
      )}
      <Button block size="large" onClick={() => go("/", { replace: true })}>
        {shell("toHome")}
      </Button>
    </div>
  );
}
