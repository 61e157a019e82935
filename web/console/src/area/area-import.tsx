/** Outbreak areas from a file: a list of places, or daily counts that make areas. */
import { useQuery } from "@tanstack/react-query";
import { Form, Input, InputNumber, Radio, Select } from "antd";

import { api, taken, upload, type AreaReport } from "@sitewarden/kit/api";
import { count, today } from "@sitewarden/kit/format";
import { spoken, useLanguage } from "@sitewarden/kit/i18n";

import { ImportDrawer, templateOf, type ImportShown } from "../importing/import-drawer";
import { Importing } from "../importing/importing";
import { importPath, ready, type About } from "./about";
import { areaWords } from "./words";
import "./area.css";

export function AreaImport({ open, onClose, onTaken }: ImportShown) {
  const say = areaWords.useWords();
  return (
    <ImportDrawer open={open} onClose={onClose} title={say("importTitle")} lead={say("importLead")}>
      <ImportForm onTaken={onTaken} />
    </ImportDrawer>
  );
}

const INITIAL: Partial<About> = { what: "places", revision: "ends", level: "high", new_cases: 10, within_days: 14 };

function ImportForm({ onTaken }: { onTaken: () => void }) {
  const say = areaWords.useWords();
  const english = useLanguage() === "en";
  const [form] = Form.useForm<About>();
  const typed: Partial<About> = Form.useWatch([], form) ?? INITIAL;
  const counts = typed.what === "counts";
  return (
    <>
      <Form<About> form={form} layout="vertical" requiredMark={false} initialValues={{ ...INITIAL, as_of: today() }}>
        <Form.Item name="what" label={say("what")}>
          <Radio.Group
            options={[
              { value: "places", label: say("whatPlaces") },
              { value: "counts", label: say("whatCounts") },
            ]}
          />
        </Form.Item>
        <Disease />
        <Form.Item name="source" label={say("source")} rules={[{ required: true, whitespace: true, message: say("required") }]}>
          <Input maxLength={120} placeholder={say("sourcePlaceholder")} autoComplete="off" />
        </Form.Item>
        {counts ? <OfCounts /> : <OfPlaces />}
      </Form>
      {!ready(typed) && <p className="soft area-first">{say("firstFill")}</p>}
      <Importing<AreaReport>
        key={typed.what ?? "places"}
        ready={ready(typed)}
        send={(file, dryRun) => upload<AreaReport>(importPath(typed, dryRun), file, { type: "application/octet-stream" })}
        template={
          counts
            ? templateOf("/area-count-template", english ? "daily-counts-template" : "每日病例数模板")
            : templateOf("/area-template", english ? "outbreak-areas-template" : "疫区名单模板")
        }
        onTaken={onTaken}
        more={(report) => <Figures report={report} />}
      />
    </>
  );
}

/** The disease that the areas are of: where there is one alone, it is chosen. */
function Disease() {
  const say = areaWords.useWords();
  const language = useLanguage();
  const profiles = useQuery({ queryKey: ["profiles"], queryFn: () => taken(api.GET("/profiles")), staleTime: 600_000 });
  const form = Form.useFormInstance<About>();
  const inForce = (profiles.data ?? []).filter((one) => one.state === "in_force");
  const [only] = inForce;
  const chosen: string | undefined = Form.useWatch("disease", form);
  if (only !== undefined && inForce.length === 1 && chosen === undefined) {
    queueMicrotask(() => form.setFieldValue("disease", only.code));
  }
  return (
    <Form.Item name="disease" label={say("disease")} rules={[{ required: true, message: say("required") }]}>
      <Select loading={profiles.isFetching} options={inForce.map((one) => ({ value: one.code, label: spoken(one.words, language) }))} />
    </Form.Item>
  );
}

function OfPlaces() {
  const say = areaWords.useWords();
  return (
    <>
      <Form.Item name="as_of" label={say("asOf")} rules={[{ required: true, message: say("required") }]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="revision" label={say("revision")}>
        <Radio.Group
          className="area-revision"
          options={(["ends", "retracts", "adds"] as const).map((value) => ({ value, label: say(value) }))}
        />
      </Form.Item>
    </>
  );
}

function OfCounts() {
  const say = areaWords.useWords();
  return (
    <>
      <div className="area-counts">
        <Form.Item name="new_cases" label={say("newCases")}>
          <InputNumber min={1} precision={0} />
        </Form.Item>
        <Form.Item name="within_days" label={say("withinDays")}>
          <InputNumber min={1} max={60} precision={0} />
        </Form.Item>
        <Form.Item name="level" label={say("level")}>
          <Select options={(["high", "medium", "low"] as const).map((value) => ({ value, label: say(value) }))} />
        </Form.Item>
      </div>
      <p className="soft">{say("countsHint")}</p>
    </>
  );
}

/** How far the places were read, and whom it holds and lets go, by site. */
function Figures({ report }: { report: AreaReport }) {
  const say = areaWords.useWords();
  const { held, freed, sites } = report.effect;
  const figures = [
    ["wholeCount", report.whole],
    ["withinCount", report.within],
    ["unreadCount", report.unread],
    ["held", held],
    ["freed", freed],
  ] as const;
  return (
    <>
      {figures.map(([key, value]) => (
        <div key={key} data-figure={key}>
          <dt>{say(key)}</dt>
          <dd className="digits">{count(value)}</dd>
        </div>
      ))}
      {sites.length > 0 && (
        <div className="area-by-site">
          <dt>{say("bySite")}</dt>
          <dd>
            <ul className="area-sites">
              {sites.map((site) => (
                <li key={site.site}>
                  {site.site_name} {site.held > 0 && say("siteHeld", { n: site.held })} {site.freed > 0 && say("siteFreed", { n: site.freed })}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
    </>
  );
}
