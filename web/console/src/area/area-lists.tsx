/** The lists that areas came by, with what became of them. */
import { Tag } from "antd";

import { api, taken, type AreaList } from "@sitewarden/kit/api";
import { count, instant } from "@sitewarden/kit/format";

import { Rows, type Column } from "../list/rows";
import { useList } from "../list/use-list";
import { Empty } from "../shell/empty";
import { Retract } from "./retract";
import { areaWords } from "./words";
import "./area.css";

export interface AreaListsProps {
  may: boolean;
  onChanged: () => void;
}

export function AreaLists({ may, onChanged }: AreaListsProps) {
  const say = areaWords.useWords();
  const list = useList<AreaList>(["area-lists"], (after) =>
    taken(api.GET("/area-lists", { params: { query: { ...(after && { after }) } } })),
  );
  const columns: Column<AreaList>[] = [
    {
      key: "source",
      head: say("source"),
      brief: true,
      cell: (row) => (
        <span>
          <strong>{row.source}</strong> {!row.whole && <Tag>{say("part")}</Tag>}
          {row.retracted_at != null && <Tag>{say("retracted")}</Tag>}
        </span>
      ),
    },
    { key: "asOf", head: say("asOf"), tight: true, cell: (row) => <span className="digits">{row.as_of}</span> },
    { key: "count", head: say("count"), number: true, cell: (row) => count(row.areas) },
    {
      key: "unread",
      head: say("unreadCount"),
      number: true,
      cell: (row) => <span className={row.unread > 0 ? "area-unread" : ""}>{count(row.unread)}</span>,
    },
    { key: "imported", head: say("imported"), cell: (row) => <span className="digits">{instant(row.imported_at)}</span> },
    ...(may ? [{ key: "retract", head: "", cell: (row: AreaList) => row.retracted_at == null && <RetractList list={row} onDone={onChanged} /> }] : []),
  ];
  return (
    <section className="card" aria-label={say("lists")}>
      <Rows label={say("lists")} list={list} columns={columns} id={(row) => row.id} empty={<Empty title={say("empty")} />} />
    </section>
  );
}

function RetractList({ list, onDone }: { list: AreaList; onDone: () => void }) {
  const say = areaWords.useWords();
  return (
    <Retract
      title={say("retractList")}
      text={say("retractListText", { n: list.areas })}
      send={() => taken(api.DELETE("/area-lists/{list}", { params: { path: { list: list.id } } }))}
      onDone={onDone}
    />
  );
}
