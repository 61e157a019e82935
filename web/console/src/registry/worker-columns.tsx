/** How a worker reads in a list. */
import type { WorkerRow } from "@sitewarden/kit/api";
import type { Say } from "@sitewarden/kit/i18n";
import { StateMark } from "@sitewarden/kit/state-mark";

import type { Column } from "../list/rows";
import { admission } from "./admission";
import { PersonLink } from "./person-link";
import type { CodeList } from "./codes";
import type { registryWords } from "./words";

export type RegistrySay = Say<keyof (typeof registryWords)["texts"]["en"]>;

export function workerColumns(
  say: RegistrySay,
  called: (list: CodeList, code: string) => string,
): Column<WorkerRow>[] {
  return [
    {
      key: "name",
      head: say("name"),
      brief: true,
      cell: (row) => (
        <PersonLink person={row.person}>{row.name}</PersonLink>
      ),
    },
    {
      key: "standing",
      head: say("standing"),
      brief: true,
      cell: (row) => {
        const { mark, word } = admission(row.state, row.standing);
        return (
          <span className="rows-lines">
            <span>
              <StateMark state={mark} {...(word && { word: say(word) })} />
            </span>
            {row.state === "pending" && <small>{say("toConfirm")}</small>}
            {row.reasons.map((reason) => (
              <small key={reason}>{reason}</small>
            ))}
          </span>
        );
      },
    },
    { key: "today", head: say("today"), tight: true, cell: (row) => say(row.declared_today ? "declaredYes" : "declaredNo") },
    {
      key: "crew",
      head: say("crew"),
      cell: (row) => (
        <span className="rows-lines">
          <span>{what(row, called)}</span>
          {row.contractor != null && <small className="soft">{row.contractor}</small>}
        </span>
      ),
    },
    { key: "face", head: say("face"), tight: true, cell: (row) => say(row.face) },
    { key: "document", head: say("document"), wide: true, tight: true, cell: (row) => <span className="digits">{row.document}</span> },
    { key: "phone", head: say("phone"), wide: true, tight: true, cell: (row) => <span className="digits">{row.phone ?? "—"}</span> },
  ];
}

/** Crew, and what someone does there: a worker's trade, or that they manage. */
function what(row: WorkerRow, called: (list: CodeList, code: string) => string): string | null {
  const manages = row.kind === "manager" && called("worker_kinds", row.kind);
  return [row.crew, manages, row.trade && called("trades", row.trade)].filter(Boolean).join(" · ") || null;
}
