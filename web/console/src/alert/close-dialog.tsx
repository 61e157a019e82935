/** Closing an alert: what was done, and how it ended. */
import { Form, Input, Modal, Radio } from "antd";
import { useState } from "react";

import { api, taken, type Alert, type Outcome } from "@sitewarden/kit/api";

import { Failure } from "../shell/failure";
import { shellWords } from "../shell/words";
import { alertWords } from "./words";

export interface CloseDialogProps {
  alert: Alert | undefined;
  onClose: () => void;
  onClosed: (alert: Alert) => void;
}

export function CloseDialog({ alert, onClose, onClosed }: CloseDialogProps) {
  const say = alertWords.useWords();
  const shell = shellWords.useWords();
  const outcomes = alert?.outcomes ?? [];
  const [form] = Form.useForm<{ action: string; outcome: Outcome }>();
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const close = async ({ action, outcome }: { action: string; outcome: Outcome }) => {
    if (alert === undefined) return;
    setBusy(true);
    setThrown(undefined);
    try {
      const request = { params: { path: { alert: alert.id } }, body: { action: action.trim(), outcome } };
      onClosed(await taken(api.POST("/alerts/{alert}/close", request)));
    } catch (failed) {
      setThrown(failed);
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
      closable={{ "aria-label": shell("close") }}
      destroyOnHidden
    >
      {alert !== undefined && (
        <p className="dialog-lead">
          {alert.kind_text} · {alert.name} · {alert.text}
        </p>
      )}
      <Form form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={(typed) => void close(typed)}>
        <Form.Item
          name="action"
          label={say("action")}
          rules={[{ required: true, min: 4, whitespace: true, message: say("actionShort") }]}
        >
          <Input.TextArea autoFocus rows={3} maxLength={500} placeholder={say("actionPlaceholder")} />
        </Form.Item>
        <Form.Item
          name="outcome"
          label={say("outcome")}
          extra={say(outcomes.includes("fit") ? "fitHint" : "leftHint")}
          rules={[{ required: true, message: say("outcomeMissing") }]}
        >
          <Radio.Group vertical options={outcomes.map((value) => ({ value, label: say(value) }))} />
        </Form.Item>
      </Form>
      {thrown !== undefined && <Failure thrown={thrown} kept={say("kept")} />}
    </Modal>
  );
}
