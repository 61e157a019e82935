/** What came of a file: figures, and what to correct. */
import type { ReactNode } from "react";

import type { ImportReport } from "@sitewarden/kit/api";
import { count } from "@sitewarden/kit/format";

import type { What } from "./importing";
import { importingWords } from "./words";

/** The columns of the sheets of workers, of watchlists and of outbreak areas. */
const columns = [
  "name",
  "document_kind",
  "document",
  "phone",
  "crew",
  "trade",
  "birth_date",
  "contractor",
  "worker_kind",
  "certificate_kind",
  "certificate_number",
  "certificate_issued_on",
  "certificate_expires_on",
  "emergency_name",
  "emergency_relation",
  "emergency_phone",
  "building",
  "room",
  "category",
  "reason",
  "expiry",
  "division",
  "place",
  "level",
  "from",
  "to",
  "extent",
  "day",
  "confirmed",
] as const;

/** Faults shown on the page; all of them are in the sheet. */
const MOST_SHOWN = 200;

export function Report({ report, what, more }: { report: ImportReport; what: What; more?: ReactNode }) {
  const say = importingWords.useWords();
  const faultyRows = new Set(report.faults.map((fault) => fault.row)).size;
  const figures =
    what === "rows"
      ? ([
          ["rows", report.rows],
          ["added", report.added],
          ["changed", report.changed],
          ["unchanged", report.unchanged],
          ["faulty", faultyRows],
        ] as const)
      : ([
          ["pictures", report.rows],
          ["enrolled", report.added],
          ["enrolledBefore", report.unchanged],
          ["faultyPictures", faultyRows],
        ] as const);
  return (
    <div aria-live="polite">
      <h3 className="report-head">{say(report.dry_run ? "tried" : "taken")}</h3>
      <dl className="report-figures">
        {figures.map(([key, value]) => (
          <div key={key} data-figure={key}>
            <dt>{say(key)}</dt>
            <dd className="digits">{count(value)}</dd>
          </div>
        ))}
        {more}
      </dl>
      {report.unread_columns.length > 0 && (
        <p className="report-unread">{say("unread", { columns: report.unread_columns.join(say("comma")) })}</p>
      )}
      {report.faults.length > 0 && <Faults report={report} what={what} />}
    </div>
  );
}

/** What a column is called; one without a word of its own is shown as the platform names it. */
function columnName(field: string, say: ReturnType<typeof importingWords.useWords>): string {
  const known = columns.find((column) => column === field);
  return known === undefined ? field : say(`field_${known}`);
}

function Faults({ report, what }: { report: ImportReport; what: What }) {
  const say = importingWords.useWords();
  return (
    <>
      <p>{say(`faultsLead_${what}`, { n: report.faults.length })}</p>
      <div className="report-faults" tabIndex={0} role="region" aria-label={say(what === "rows" ? "faulty" : "faultyPictures")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say(what === "rows" ? "row" : "picture")}</th>
              {what === "rows" && <th scope="col">{say("field")}</th>}
              <th scope="col">{say("message")}</th>
            </tr>
          </thead>
          <tbody>
            {report.faults.slice(0, MOST_SHOWN).map((fault) => (
              <tr key={`${fault.row} ${fault.field} ${fault.message}`}>
                <td className="digits">{fault.cell ?? say(`place_${what}`, { n: fault.row })}</td>
                {what === "rows" && <td>{columnName(fault.field, say)}</td>}
                <td>{fault.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {report.faults.length > MOST_SHOWN && <p className="soft">{say("faultsMore", { n: MOST_SHOWN })}</p>}
    </>
  );
}
