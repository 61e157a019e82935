/** Correcting the name, and the day of birth where the document does not carry it: as what, whose, and on what grounds. */
import { App, Form, Input, Radio } from "antd";

import { api, taken, type components, type WorkerDetail } from "@sitewarden/kit/api";

import { useRequired } from "../../form/adding-drawer";
import { AskingDialog } from "../../form/asking-dialog";
import { ReasonField } from "../../form/asking-fields";
import { detailWords } from "./words";

type WorkerCorrection = components["schemas"]["WorkerCorrection"];

const fields = ["name", "birth_date", "same_person", "reason"] as const;

export interface CorrectDialogProps {
  worker: WorkerDetail;
  open: boolean;
  onClose: () => void;
  onCorrected: () => void;
}

export function CorrectDialog({ worker, open, onClose, onCorrected }: CorrectDialogProps) {
  const say = detailWords.useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<WorkerCorrection>();
  const path = { person: worker.person };
  return (
    <AskingDialog<WorkerCorrection>
      name="correct-name"
      form={form}
      open={open}
      title={say("correctTitle")}
      lead={say("correctLead", { name: worker.name })}
      go={say("correctGo")}
      fields={fields}
      send={(typed) => taken(api.PATCH("/workers/{person}", { params: { path }, body: trimmed(typed) }))}
      onDone={() => {
        void message.success(say("corrected"));
        onCorrected();
      }}
      onClose={onClose}
    >
      <CorrectionFields kind={worker.document_kind} />
    </AskingDialog>
  );
}

function CorrectionFields({ kind }: { kind: WorkerDetail["document_kind"] }) {
  const say = detailWords.useWords();
  const required = useRequired();
  const same = Form.useWatch("same_person", Form.useFormInstance<WorkerCorrection>());
  return (
    <>
      <Form.Item name="name" label={say("correctName")} rules={required}>
        <Input autoFocus autoComplete="off" maxLength={60} />
      </Form.Item>
      {kind !== "resident_id" && (
        <Form.Item name="birth_date" label={say("birthDate")} extra={say(same === false ? "correctBirthAnew" : "correctBirthHint")}>
          <Input type="date" />
        </Form.Item>
      )}
      <Form.Item
        name="same_person"
        label={say("correctWhose")}
        extra={same === false ? say("correctOtherHint") : undefined}
        rules={[{ required: true, message: say("correctWhoseMissing") }]}
      >
        <Radio.Group
          vertical
          options={[
            { value: true, label: say("correctSame") },
            { value: false, label: say("correctOther") },
          ]}
        />
      </Form.Item>
      <ReasonField label={say("correctReason")} placeholder={say("correctPlaceholder")} />
    </>
  );
}

/** What was typed, without the blanks around it; a day that was not filled in is empty. */
function trimmed(typed: WorkerCorrection): WorkerCorrection {
  return {
    name: typed.name.trim(),
    birth_date: typed.birth_date?.trim() ?? "",
    same_person: typed.same_person,
    reason: typed.reason.trim(),
  };
}
