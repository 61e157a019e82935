/** Asks why before a name, document and phone are shown in full. */
import { useQueryClient } from "@tanstack/react-query";
import { Form } from "antd";

import { api, taken, type components } from "@sitewarden/kit/api";

import { AskingDialog } from "../../form/asking-dialog";
import { ReasonField } from "../../form/asking-fields";
import { detailWords } from "./words";

export interface UnmaskDialogProps {
  person: string;
  open: boolean;
  onClose: () => void;
  onSeen: (full: components["schemas"]["Unmasked"]) => void;
}

export function UnmaskDialog({ person, open, onClose, onSeen }: UnmaskDialogProps) {
  const say = detailWords.useWords();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ reason: string }>();
  const path = { person };
  return (
    <AskingDialog<{ reason: string }>
      name="unmask"
      form={form}
      open={open}
      title={say("unmaskTitle")}
      lead={say("unmaskLead")}
      go={say("unmaskGo")}
      fields={["reason"]}
      send={async ({ reason }) =>
        onSeen(await taken(api.POST("/workers/{person}/unmask", { params: { path }, body: { reason: reason.trim() } })))
      }
      onDone={() => void queries.invalidateQueries({ queryKey: ["audit"] })}
      onClose={onClose}
    >
      <ReasonField autoFocus label={say("unmaskReason")} placeholder={say("unmaskPlaceholder")} />
    </AskingDialog>
  );
}
