/** Asks why before a name, document and phone are shown in full. */
import { useQueryClient } from "@tanstack/react-query";
import { Form, Input, Modal } from "antd";
import { useState } from "react";

import { api, taken, type components } from "@sitewarden/kit/api";

import { Failure } from "../../shell/failure";
import { shellWords } from "../../shell/words";
import { detailWords } from "./words";

export interface UnmaskDialogProps {
  person: string;
  open: boolean;
  onClose: () => void;
  onSeen: (full: components["schemas"]["Unmasked"]) => void;
}

export function UnmaskDialog({ person, open, onClose, onSeen }: UnmaskDialogProps) {
  const say = detailWords.useWords();
  const shell = shellWords.useWords();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ reason: string }>();
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const ask = async ({ reason }: { reason: string }) => {
    setBusy(true);
    setThrown(undefined);
    try {
      const path = { person };
      onSeen(await taken(api.POST("/workers/{person}/unmask", { params: { path }, body: { reason: reason.trim() } })));
      void queries.invalidateQueries({ queryKey: ["audit"] });
      form.resetFields();
      onClose();
    } catch (failed) {
      setThrown(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={open}
      title={say("unmaskTitle")}
      okText={say("unmaskGo")}
      cancelText={shell("cancel")}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
      closable={{ "aria-label": shell("close") }}
      destroyOnHidden
    >
      <p className="dialog-lead">{say("unmaskLead")}</p>
      <Form form={form} layout="vertical" onFinish={(typed) => void ask(typed)} requiredMark={false}>
        <Form.Item
          name="reason"
          label={say("unmaskReason")}
          rules={[{ required: true, min: 4, whitespace: true, message: say("unmaskShort") }]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={200} placeholder={say("unmaskPlaceholder")} />
        </Form.Item>
      </Form>
      {thrown !== undefined && <Failure thrown={thrown} />}
    </Modal>
  );
}
