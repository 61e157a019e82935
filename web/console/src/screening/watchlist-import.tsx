/** A list of key persons from a file, with its source and its end. */
import { Form, Input } from "antd";

import { upload, type WatchlistReport } from "@sitewarden/kit/api";
import { count, today } from "@sitewarden/kit/format";
import { useLanguage } from "@sitewarden/kit/i18n";

import { ImportDrawer, templateOf, type ImportShown } from "../importing/import-drawer";
import { Importing } from "../importing/importing";
import { complete, type About } from "./about";
import { screeningWords } from "./words";
import "./screening.css";

export function WatchlistImport({ open, onClose, onTaken }: ImportShown) {
  const say = screeningWords.useWords();
  return (
    <ImportDrawer open={open} onClose={onClose} title={say("importTitle")} lead={say("importLead")}>
      <ImportForm onTaken={onTaken} />
    </ImportDrawer>
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
        template={templateOf("/watchlist-template", english ? "watchlist-template" : "名单模板")}
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
