/** What a worker declared, corrections included. */
import { Tag } from "antd";

import type { WorkerDetail } from "@sitewarden/kit/api";
import { day, instant, minuteOfDay, today } from "@sitewarden/kit/format";

import { detailWords } from "./words";

export function Declarations({ rows }: { rows: WorkerDetail["declarations"] }) {
  const say = detailWords.useWords();
  if (rows.length === 0) return <p className="soft">{say("noDeclarations")}</p>;
  return (
    <ul className="facts">
      {rows.map((row) => (
        <li key={row.id} className={row.superseded ? "facts-old" : undefined}>
          <strong>{day(row.day)}</strong>{" "}
          <small className="soft digits">{today(new Date(row.at)) === row.day ? minuteOfDay(row.at) : instant(row.at)}</small>{" "}
          {row.superseded && <Tag>{say("superseded")}</Tag>}
          {row.corrects != null && <Tag>{say("corrects")}</Tag>}
          {row.verified && <Tag>{say("verified")}</Tag>}
          {row.summary.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </li>
      ))}
    </ul>
  );
}
