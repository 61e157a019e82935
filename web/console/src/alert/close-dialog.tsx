/** Closing an alert: what was done, and how it ended. */
import { Form, Input, Modal, Radio, type FormInstance } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type Alert, type Outcome } from "@sitewarden/kit/api";

import { typedTenths } from "../check/temperature";
import { TemperatureField } from "../check/temperature-field";
import { showFaults } from "../form/faults";
import { Failure } from "../shell/failure";
import { shellWords } from "../shell/words";
import { alertWords } from "./words";

interface Typed {
  action: string;
  outcome: Outcome;
  /** Asked for of someone found fit. */
  temperature?: string;
}

const fields = ["action", "outcome", "temperature"] as const;

export interface CloseDialogProps {
  alert: Alert | undefined;
  onClose: () => void;
  onClosed: (alert: Alert) => void;
  /** Something is different from what is shown: ask anew. */
  onStale: () => void;
}

export function CloseDialog({ alert, onClose, onClosed, onStale }: CloseDialogProps) {
  const say = alertWords.useWords();
  const shell = shellWords.useWords();
  const [form] = Form.useForm<Typed>();
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const close = async ({ action, outcome, temperature }: Typed) => {
    if (alert === undefined) return;
    setBusy(true);
    setThrown(undefined);
    try {
      const measured = outcome === "fit" ? typedTenths(temperature ?? "") : undefined;
      const body = { action: action.trim(), outcome, temperature: measured ?? null, as_of: alert.as_of };
      onClosed(await taken(api.POST("/alerts/{alert}/close", { params: { path: { alert: alert.id } }, body })));
    } catch (failed) {
      const problem = asProblem(failed);
      if (problem.code !== "invalid" || showFaults(form, problem, fields).length > 0) setThrown(failed);
      if (problem.code === "conflict") onStale();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={alert !== undefined}
      title={say("closeTitle")}
      okText={say("save")}
      cancelText={shell("cancel")}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={() => {
        setThrown(undefined);
        onClose();
      }}
      // What was typed is not lost to a key or a click beside it.
      keyboard={false}
      mask={{ closable: false }}
      closable={{ "aria-label": shell("close") }}
      destroyOnHidden
    >
      {alert !== undefined && (
        <>
          <p className="dialog-lead">
            {alert.kind_text} · {alert.text}
          </p>
          <ClosingFields form={form} alert={alert} onFinish={(typed) => void close(typed)} />
        </>
      )}
      {thrown !== undefined && <Failure thrown={thrown} kept={say("kept")} />}
    </Modal>
  );
}

interface ClosingFieldsProps {
  form: FormInstance<Typed>;
  alert: Alert;
  onFinish: (typed: Typed) => void;
}

function ClosingFields({ form, alert, onFinish }: ClosingFieldsProps) {
  const say = alertWords.useWords();
  const outcome = Form.useWatch("outcome", form);
  return (
    <Form<Typed> form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={onFinish}>
      <Form.Item
        name="action"
        label={say("action")}
        rules={[{ required: true, min: 4, whitespace: true, message: say("actionShort") }]}
      >
        <Input.TextArea autoFocus rows={3} maxLength={500} placeholder={say(alert.kind === "hit" ? "actionPlaceholderHit" : "actionPlaceholder")} />
      </Form.Item>
      <Form.Item
        name="outcome"
        label={say("outcome")}
        extra={say(hint(alert, outcome))}
        rules={[{ required: true, message: say("outcomeMissing") }]}
      >
        <Radio.Group vertical options={alert.outcomes.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      {outcome === "fit" && <TemperatureField />}
    </Form>
  );
}

/** What follows from an outcome, for the one it is about. */
function hint(alert: Alert, outcome: Outcome | undefined): "fitHint" | "heldHint" | "hitHint" | "leftHint" {
  if (!alert.at_work) return "leftHint";
  if (alert.kind === "hit") return "hitHint";
  return outcome === undefined || outcome === "fit" ? "fitHint" : "heldHint";
}
