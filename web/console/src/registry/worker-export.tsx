/** Taking the list of workers away: it holds identities in full, so it asks who one is and what for. */
import { useQueryClient } from "@tanstack/react-query";
import { Form, Input, Modal, Radio } from "antd";
import { useState } from "react";

import { asProblem, fetchFile } from "@sitewarden/kit/api";
import { saveFile } from "@sitewarden/kit/download";
import { useLanguage } from "@sitewarden/kit/i18n";

import { showFaults } from "../form/faults";
import { formWords } from "../form/words";
import { Failure } from "../shell/failure";
import { shellWords } from "../shell/words";
import { registryWords } from "./words";

interface Order {
  format: "xlsx" | "csv";
  reason: string;
  password: string;
}

const fields = ["reason", "password"] as const;

export interface WorkerExportProps {
  site: string;
  open: boolean;
  onClose: () => void;
}

export function WorkerExport({ site, open, onClose }: WorkerExportProps) {
  const say = registryWords.useWords();
  const shell = shellWords.useWords();
  const forms = formWords.useWords();
  const english = useLanguage() === "en";
  const queries = useQueryClient();
  const [form] = Form.useForm<Order>();
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();

  const take = async (order: Order) => {
    setBusy(true);
    setThrown(undefined);
    try {
      const file = await fetchFile(`/sites/${site}/worker-exports`, { ...order, reason: order.reason.trim() });
      saveFile(`${english ? "workers" : "人员名册"}.${order.format}`, file);
      void queries.invalidateQueries({ queryKey: ["audit"] });
      onClose();
    } catch (failed) {
      const problem = asProblem(failed);
      form.setFieldValue("password", "");
      if (showFaults(form, problem, fields).length > 0 || problem.fields.length === 0) setThrown(failed);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal
      open={open}
      title={say("exportTitle")}
      okText={say("exportGo")}
      cancelText={shell("cancel")}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
      closable={{ "aria-label": shell("close") }}
      destroyOnHidden
    >
      <p className="dialog-lead">{say("exportLead")}</p>
      <Form form={form} layout="vertical" onFinish={(order) => void take(order)} requiredMark={false} initialValues={{ format: "xlsx" }}>
        <Form.Item name="format" label={say("exportFormat")}>
          <Radio.Group
            options={[
              { value: "xlsx", label: "Excel (.xlsx)" },
              { value: "csv", label: "CSV" },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={say("exportReason")}
          rules={[{ required: true, min: 4, whitespace: true, message: say("exportShort") }]}
        >
          <Input.TextArea rows={2} maxLength={200} placeholder={say("exportPlaceholder")} />
        </Form.Item>
        <Form.Item name="password" label={say("exportPassword")} rules={[{ required: true, message: forms("required") }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
      </Form>
      {thrown !== undefined && <Failure thrown={thrown} />}
    </Modal>
  );
}
