/** How a worker reads in a list. */
import type { WorkerRow } from "@sitewarden/kit/api";
import type { Say } from "@sitewarden/kit/i18n";
import { StateMark } from "@sitewarden/kit/state-mark";

import type { Column } from "../list/rows";
import { PersonLink } from "./person-link";
import { tradeName } from "./trades";
import type { registryWords } from "./words";

export type RegistrySay = Say<keyof (typeof registryWords)["texts"]["en"]>;

export function workerColumns(say: RegistrySay, english: boolean): Column<WorkerRow>[] {
  return [
    {
      key: "name",
      head: say("name"),
      brief: true,
      cell: (row) => (
        <span className="rows-lines">
          <PersonLink person={row.person}>{row.name}</PersonLink>
          {row.state !== "active" && <small className="soft">{say(row.state)}</small>}
        </span>
      ),
    },
    {
      key: "standing",
      head: say("standing"),
      brief: true,
      cell: (row) => (
        <span className="rows-lines">
          <span>
            <StateMark state={row.standing} />
          </span>
          {row.reasons.map((reason) => (
            <small key={reason}>{reason}</small>
          ))}
        </span>
      ),
    },
    { key: "today", head: say("today"), tight: true, cell: (row) => say(row.declared_today ? "declaredYes" : "declaredNo") },
    {
      key: "crew",
      head: say("crew"),
      cell: (row) => [row.crew, row.trade && tradeName(row.trade, english)].filter(Boolean).join(" · ") || null,
    },
    { key: "face", head: say("face"), tight: true, cell: (row) => say(row.face) },
    { key: "document", head: say("document"), wide: true, tight: true, cell: (row) => <span className="digits">{row.document}</span> },
    { key: "phone", head: say("phone"), wide: true, tight: true, cell: (row) => <span className="digits">{row.phone ?? "—"}</span> },
  ];
}
