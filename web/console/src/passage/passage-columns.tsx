/** How a passage reads, wherever passages are listed. */
import { StateMark } from "@sitewarden/kit/state-mark";
import type { Answer, PassageRow } from "@sitewarden/kit/api";
import { clock, instant, temperature } from "@sitewarden/kit/format";
import type { StateName } from "@sitewarden/kit/tokens";
import type { Say } from "@sitewarden/kit/i18n";

import type { Column } from "../list/rows";
import { PersonLink } from "../registry/person-link";
import type { passageWords } from "./words";

type PassageSay = Say<keyof (typeof passageWords)["texts"]["en"]>;

const states: Record<Answer, StateName> = { pass: "clear", hold: "hold", refuse: "barred" };

/** Whoever was not recognised is not barred: nothing is known of them. */
export function stateOf(row: PassageRow): StateName {
  return row.answer === "refuse" && row.person == null ? "unknown" : states[row.answer];
}

export function AnswerMark({ row, say }: { row: PassageRow; say: PassageSay }) {
  return <StateMark state={stateOf(row)} word={say(row.answer)} />;
}

/** The columns; the site, the day and the way are left out where the page already says them or has no room. */
export function passageColumns(say: PassageSay, shown: { site: boolean; date: boolean; how: boolean }): Column<PassageRow>[] {
  const columns: Column<PassageRow>[] = [
    {
      key: "time",
      head: say("time"),
      tight: true,
      brief: true,
      cell: (row) => (
        <time className="digits" dateTime={row.at}>
          {shown.date ? instant(row.at) : clock(row.at)}
        </time>
      ),
    },
    { key: "answer", head: say("answer"), tight: true, brief: true, cell: (row) => <AnswerMark row={row} say={say} /> },
    {
      key: "who",
      head: say("who"),
      tight: true,
      brief: true,
      cell: (row) =>
        row.person == null ? say("notKnown") : <PersonLink person={row.person}>{row.name ?? "—"}</PersonLink>,
    },
    {
      key: "why",
      head: say("why"),
      cell: (row) => {
        const lines = [...row.reasons];
        if (row.temperature != null) lines.push(temperature(row.temperature));
        if (lines.length === 0 && !row.late) return null;
        return (
          <span className="rows-lines">
            {lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
            {row.late && <small className="soft">{say("late")}</small>}
          </span>
        );
      },
    },
  ];
  if (shown.how) {
    columns.push({
      key: "how",
      head: say("how"),
      tight: true,
      brief: true,
      cell: (row) => <span className="soft">{`${say(row.way)} · ${say(row.direction)}`}</span>,
    });
  }
  if (shown.site) columns.splice(3, 0, { key: "where", head: say("where"), cell: (row) => row.site_name });
  return columns;
}
