/** A worker's periods of work; those at one's own site can be ended, and confirmed by its manager. */
import { App, Button } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type components, type WorkerDetail } from "@sitewarden/kit/api";
import { day } from "@sitewarden/kit/format";

import { useMe } from "../../account/me";
import { shellWords } from "../../shell/words";
import { useCodeName } from "../codes";
import { detailWords } from "./words";
import "../../list/rows.css";

type Engagement = components["schemas"]["EngagementRow"];

export interface EngagementsProps {
  worker: WorkerDetail;
  mayEnd: boolean;
  mayConfirm: boolean;
  onChanged: () => void;
  /** The person left the site, or was rejected there. */
  onLeft: () => void;
}

export function Engagements({ worker, mayEnd, mayConfirm, onChanged, onLeft }: EngagementsProps) {
  const say = detailWords.useWords();
  const me = useMe();
  const called = useCodeName();
  return (
    <ul className="engagements">
      {worker.engagements.map((row) => (
        <li key={row.id}>
          <span className="rows-lines">
            <strong>{row.site_name}</strong>
            <small className="soft">
              {[
                row.contractor,
                row.crew,
                row.trade && called("trades", row.trade),
                say(row.state),
                row.entered_on != null && say("entered", { day: day(row.entered_on) }),
                row.ended_on != null && say("left", { day: day(row.ended_on) }),
              ]
                .filter(Boolean)
                .join(" · ")}
            </small>
          </span>
          {mayEnd && row.site === me.site && <Actions row={row} mayConfirm={mayConfirm} onChanged={onChanged} onLeft={onLeft} />}
        </li>
      ))}
    </ul>
  );
}

interface ActionsProps {
  row: Engagement;
  mayConfirm: boolean;
  onChanged: () => void;
  onLeft: () => void;
}

function Actions({ row, mayConfirm, onChanged, onLeft }: ActionsProps) {
  const say = detailWords.useWords();
  const shell = shellWords.useWords();
  const { message, modal } = App.useApp();
  const [busy, setBusy] = useState(false);
  const path = { engagement: row.id };
  const run = async (act: () => Promise<unknown>, done: string, then: () => void) => {
    setBusy(true);
    try {
      await act();
      void message.success(done);
      then();
    } catch (thrown) {
      void message.error(asProblem(thrown).message);
    } finally {
      setBusy(false);
    }
  };
  const waits = row.state === "pending";
  const end = () =>
    modal.confirm({
      title: say(waits ? "rejectTitle" : "endTitle"),
      content: say(waits ? "rejectText" : "endText"),
      okText: say(waits ? "rejectGo" : "endGo"),
      cancelText: shell("cancel"),
      onOk: () =>
        run(
          () => taken(api.POST("/engagements/{engagement}/end", { params: { path } })),
          say(waits ? "rejectedNow" : "endedNow"),
          onLeft,
        ),
    });
  if (row.state === "ended") return null;
  return (
    <span className="row-of-buttons">
      {waits && mayConfirm && (
        <Button
          type="primary"
          size="small"
          loading={busy}
          onClick={() =>
            void run(
              () => taken(api.POST("/engagements/{engagement}/confirm", { params: { path } })),
              say("confirmed"),
              onChanged,
            )
          }
        >
          {say("confirm")}
        </Button>
      )}
      <Button size="small" onClick={end}>
        {say(waits ? "reject" : "end")}
      </Button>
    </span>
  );
}
