/** The sign-in card of one worker: printed, or ended because it was lost. */
import { App, Button } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type WorkerDetail } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";

import { MakeCards } from "./make-cards";
import { cardWords } from "./words";

export function CardPart({ worker, site, onChanged }: { worker: WorkerDetail; site: string; onChanged: () => void }) {
  const say = cardWords.useWords();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    try {
      await taken(api.DELETE("/workers/{person}/sign-in-card", { params: { path: { person: worker.person } } }));
      void message.success(say("ended"));
      onChanged();
    } catch (thrown) {
      void message.error(asProblem(thrown).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p className="soft">{say("lead")}</p>
      {worker.sign_in_card != null && <p>{say("printed", { at: instant(worker.sign_in_card) })}</p>}
      <span className="row-of-buttons">
        <MakeCards site={site} people={[worker.person]} onMade={onChanged} />
        {worker.sign_in_card != null && (
          <Button danger loading={busy} onClick={() => void end()}>
            {say("end")}
          </Button>
        )}
      </span>
    </>
  );
}
