/** Names in trips and lists that say no known place, for a person to say where they are. */
import { Button } from "antd";
import { useState } from "react";

import { api, taken, type UnreadPlace } from "@sitewarden/kit/api";
import { ago, count } from "@sitewarden/kit/format";

import { Rows, type Column } from "../list/rows";
import { useList } from "../list/use-list";
import { Empty } from "../shell/empty";
import { ReadDialog } from "./read-dialog";
import { areaWords } from "./words";

export function UnreadPlaces({ onChanged }: { onChanged: () => void }) {
  const say = areaWords.useWords();
  const [reading, setReading] = useState<UnreadPlace>();
  const list = useList<UnreadPlace>(["unread-places"], (after) =>
    taken(api.GET("/unread-places", { params: { query: { ...(after && { after }) } } })),
  );
  const columns: Column<UnreadPlace>[] = [
    { key: "text", head: say("text"), brief: true, cell: (row) => <strong>{row.text}</strong> },
    { key: "people", head: say("people"), number: true, cell: (row) => count(row.people) },
    { key: "areas", head: say("inAreas"), number: true, cell: (row) => count(row.areas) },
    { key: "told", head: say("told"), cell: (row) => ago(row.told_at) },
    {
      key: "read",
      head: "",
      cell: (row) => (
        <Button size="small" onClick={() => setReading(row)}>
          {say("read")}
        </Button>
      ),
    },
  ];
  return (
    <section className="card" aria-label={say("places")}>
      <Rows
        label={say("places")}
        list={list}
        columns={columns}
        id={(row) => row.id}
        empty={
          <Empty title={say("noPlaces")}>
            <p className="soft">{say("noPlacesHint")}</p>
          </Empty>
        }
      />
      {reading !== undefined && <ReadDialog place={reading} onDone={onChanged} onClose={() => setReading(undefined)} />}
    </section>
  );
}
