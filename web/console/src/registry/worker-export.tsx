/** Taking workers away as a file: it holds identities in full, so it asks who one is and what for. */
import { useQueryClient } from "@tanstack/react-query";
import { App, Form, Radio } from "antd";

import { fetchFile, type components } from "@sitewarden/kit/api";
import { saveFile } from "@sitewarden/kit/download";
import { useLanguage } from "@sitewarden/kit/i18n";

import { AskingDialog } from "../form/asking-dialog";
import { PasswordField, ReasonField } from "../form/asking-fields";
import { registryWords } from "./words";

interface Typed {
  whom: "shown" | "everyone";
  format: "xlsx" | "csv";
  reason: string;
  password: string;
}

export interface WorkerExportProps {
  site: string;
  /** What the list is cut by, and the columns it shows. */
  filter: components["schemas"]["WorkersFilter"];
  columns: string[];
  open: boolean;
  onClose: () => void;
}

export function WorkerExport({ site, filter, columns, open, onClose }: WorkerExportProps) {
  const say = registryWords.useWords();
  const english = useLanguage() === "en";
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const take = async ({ whom, format, reason, password }: Typed) => {
    const list = whom === "shown" ? { list: { filter, columns } } : {};
    const file = await fetchFile(`/sites/${site}/worker-exports`, { format, password, reason: reason.trim(), ...list });
    saveFile(`${english ? "workers" : "人员名册"}.${format}`, file);
  };
  return (
    <AskingDialog<Typed>
      name="worker-export"
      form={form}
      open={open}
      title={say("exportTitle")}
      lead={say("exportLead")}
      go={say("exportGo")}
      fields={["whom", "format", "reason", "password"]}
      initial={{ whom: "shown", format: "xlsx" }}
      send={take}
      onDone={() => {
        void message.success(say("exported"));
        void queries.invalidateQueries({ queryKey: ["audit"] });
      }}
      onClose={onClose}
    >
      <Form.Item name="whom" label={say("exportWhom")}>
        <Radio.Group
          vertical
          options={[
            { value: "shown", label: say("exportShown") },
            { value: "everyone", label: say("exportEveryone") },
          ]}
        />
      </Form.Item>
      <Form.Item name="format" label={say("exportFormat")}>
        <Radio.Group
          options={[
            { value: "xlsx", label: "Excel (.xlsx)" },
            { value: "csv", label: "CSV" },
          ]}
        />
      </Form.Item>
      <ReasonField label={say("exportReason")} placeholder={say("exportPlaceholder")} />
      <PasswordField />
    </AskingDialog>
  );
}
