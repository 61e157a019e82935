/** What else a person is registered as after a merger, and the way to undo it for whoever may. */
import { App, Button, Form } from "antd";
import { useState } from "react";

import { api, taken, type WorkerDetail } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";

import { AskingDialog } from "../../form/asking-dialog";
import { ReasonField } from "../../form/asking-fields";
import { likenessWords } from "../../likeness/words";
import { useCodeName } from "../codes";
import { detailWords } from "./words";

export interface OtherRecordsProps {
  worker: WorkerDetail;
  onUndone: () => void;
}

export function OtherRecords({ worker, onUndone }: OtherRecordsProps) {
  const say = detailWords.useWords();
  const pair = likenessWords.useWords();
  const called = useCodeName();
  const [undoing, setUndoing] = useState<string>();
  if (worker.other_records.length === 0) return null;
  return (
    <>
      <dt>{say("otherRecords")}</dt>
      <dd>
        <ul>
          {worker.other_records.map((record) => (
            <li key={`${record.document_kind} ${record.document}`}>
              {record.name} <span className="digits">{record.document}</span>{" "}
              <small className="soft">
                {[
                  called("document_kinds", record.document_kind),
                  record.merged_at != null && say("otherMerged", { at: instant(record.merged_at) }),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </small>{" "}
              {record.undo != null && (
                <Button size="small" onClick={() => setUndoing(record.undo ?? undefined)}>
                  {pair("undo")}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {undoing !== undefined && <UndoDialog likeness={undoing} onClose={() => setUndoing(undefined)} onUndone={onUndone} />}
      </dd>
    </>
  );
}

interface UndoDialogProps {
  likeness: string;
  onClose: () => void;
  onUndone: () => void;
}

function UndoDialog({ likeness, onClose, onUndone }: UndoDialogProps) {
  const pair = likenessWords.useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <AskingDialog
      name="undo-merger"
      form={form}
      open
      title={pair("undoTitle")}
      lead={pair("undoMergedText")}
      go={pair("undo")}
      fields={["reason"]}
      send={({ reason }) =>
        taken(
          api.POST("/likenesses/{likeness}/undo", {
            params: { path: { likeness } },
            body: { undoes: "merged", reason: reason.trim() },
          }),
        )
      }
      onDone={() => {
        void message.success(pair("undoneNow"));
        onUndone();
      }}
      onClose={onClose}
    >
      <ReasonField label={pair("reason")} placeholder={pair("reasonHint")} />
    </AskingDialog>
  );
}
