/** Correcting the name, and the day of birth where the document does not carry it: as what, whose, and on what grounds. */
import { Alert, App, Form, Input, Modal, Radio } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type components, type WorkerDetail } from "@sitewarden/kit/api";

import { showFaults } from "../../form/faults";
import { formWords } from "../../form/words";
import { shellWords } from "../../shell/words";
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
  const shell = shellWords.useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<WorkerCorrection>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string[]>([]);
  const close = () => {
    setRefusal([]);
    onClose();
  };
  const correct = async (typed: WorkerCorrection) => {
    setBusy(true);
    setRefusal([]);
    try {
      const path = { person: worker.person };
      await taken(api.PATCH("/workers/{person}", { params: { path }, body: trimmed(typed) }));
      void message.success(say("corrected"));
      onCorrected();
      close();
    } catch (thrown) {
      const problem = asProblem(thrown);
      const elsewhere = showFaults(form, problem, fields);
      setRefusal(problem.code === "invalid" ? elsewhere : [problem.message]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={open}
      title={say("correctTitle")}
      okText={say("correctGo")}
      cancelText={shell("cancel")}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={close}
      // What was typed is not lost to a key or a click beside it.
      keyboard={false}
      mask={{ closable: false }}
      closable={{ "aria-label": shell("close") }}
      destroyOnHidden
    >
      <p className="dialog-lead">{say("correctLead", { name: worker.name })}</p>
      <CorrectionFields form={form} kind={worker.document_kind} onFinish={(typed) => void correct(typed)} />
      {refusal.length > 0 && <Alert type="error" showIcon role="alert" title={refusal.join(" ")} />}
    </Modal>
  );
}

interface CorrectionFieldsProps {
  form: ReturnType<typeof Form.useForm<WorkerCorrection>>[0];
  kind: WorkerDetail["document_kind"];
  onFinish: (typed: WorkerCorrection) => void;
}

function CorrectionFields({ form, kind, onFinish }: CorrectionFieldsProps) {
  const say = detailWords.useWords();
  const forms = formWords.useWords();
  const same = Form.useWatch("same_person", form);
  return (
    <Form<WorkerCorrection> form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={onFinish}>
      <Form.Item
        name="name"
        label={say("correctName")}
        rules={[{ required: true, whitespace: true, message: forms("required") }]}
      >
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
      <Form.Item
        name="reason"
        label={say("correctReason")}
        rules={[{ required: true, min: 4, whitespace: true, message: say("unmaskShort") }]}
      >
        <Input.TextArea rows={2} maxLength={200} placeholder={say("correctPlaceholder")} />
      </Form.Item>
    </Form>
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
