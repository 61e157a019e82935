/** A list of key persons from a file, with its source and its end. */
import { Drawer, Form, Input } from "antd";

import { fetchFile, upload, type WatchlistReport } from "@sitewarden/kit/api";
import { saveFile } from "@sitewarden/kit/download";
import { count, today } from "@sitewarden/kit/format";
import { useLanguage } from "@sitewarden/kit/i18n";

import { Importing } from "../importing/importing";
import { shellWords } from "../shell/words";
import { complete, type About } from "./about";
import { screeningWords } from "./words";
import "./screening.css";

export interface WatchlistImportProps {
  open: boolean;
  onClose: () => void;
  onTaken: () => void;
}

export function WatchlistImport({ open, onClose, onTaken }: WatchlistImportProps) {
  const say = screeningWords.useWords();
  const shell = shellWords.useWords();
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={say("importTitle")}
      size={720}
      destroyOnHidden
      closable={{ "aria-label": shell("close") }}
    >
      <ImportForm onTaken={onTaken} />
    </Drawer>
  );
}

function ImportForm({ onTaken }: { onTaken: () => void }) {
  const say = screeningWords.useWords();
  const english = useLanguage() === "en";
  const [form] = Form.useForm<About>();
  const about: Partial<About> = Form.useWatch([], form) ?? {};
  const ready = complete(about, today());
  const required = { required: true, whitespace: true, message: say("required") };
  const send = (file: File, dryRun: boolean) => {
    const query = new URLSearchParams({
      dry_run: String(dryRun),
      name: (about.name ?? "").trim(),
      source: (about.source ?? "").trim(),
      expires_on: about.expires_on ?? "",
    });
    return upload<WatchlistReport>(`/watchlists/import?${query.toString()}`, file, { type: "application/octet-stream" });
  };
  return (
    <>
      <p className="dialog-lead">{say("importLead")}</p>
      <Form<About> form={form} layout="vertical" requiredMark={false}>
        <Form.Item name="name" label={say("name")} rules={[required]}>
          <Input maxLength={60} placeholder={say("namePlaceholder")} />
        </Form.Item>
        <Form.Item name="source" label={say("source")} rules={[required]}>
          <Input maxLength={120} placeholder={say("sourcePlaceholder")} />
        </Form.Item>
        <Form.Item
          name="expires_on"
          label={say("expiresOn")}
          rules={[
            required,
            { validator: (_, day?: string) => (!day || day >= today() ? Promise.resolve() : Promise.reject(new Error(say("pastDay")))) },
          ]}
        >
          <Input type="date" min={today()} />
        </Form.Item>
      </Form>
      {!ready && <p className="soft watchlist-first">{say("firstFill")}</p>}
      <Importing<WatchlistReport>
        ready={ready}
        send={send}
        template={async () =>
          saveFile(english ? "watchlist-template.xlsx" : "名单模板.xlsx", await fetchFile("/watchlist-template"))
        }
        onTaken={onTaken}
        more={(report) => (
          <div data-figure="matches">
            <dt>{say("matches")}</dt>
            <dd className="digits">{count(report.matches)}</dd>
          </div>
        )}
      />
    </>
  );
}
