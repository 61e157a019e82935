/** The lists: where each is from, until when it holds, how many it matches. */
import { App, Button, Tag } from "antd";
import { Link } from "react-router";

import { api, asProblem, taken, type Watchlist } from "@sitewarden/kit/api";
import { count, instant } from "@sitewarden/kit/format";

import { Rows, type Column } from "../list/rows";
import { useList } from "../list/use-list";
import { Empty } from "../shell/empty";
import { shellWords } from "../shell/words";
import { screeningWords } from "./words";

export interface WatchlistsProps {
  onChanged: () => void;
  onImport: () => void;
}

export function Watchlists({ onChanged, onImport }: WatchlistsProps) {
  const say = screeningWords.useWords();
  const list = useList<Watchlist>(["watchlists"], (after) =>
    taken(api.GET("/watchlists", { params: { query: { ...(after && { after }) } } })),
  );
  const columns: Column<Watchlist>[] = [
    {
      key: "name",
      head: say("name"),
      brief: true,
      cell: (row) => (
        <span className="rows-lines">
          <span>
            <strong>{row.name}</strong> <Ended list={row} />
          </span>
          <small className="soft">{row.source}</small>
        </span>
      ),
    },
    { key: "purpose", head: say("purpose"), wide: true, cell: (row) => row.purpose },
    { key: "entries", head: say("entries"), number: true, cell: (row) => count(row.entries) },
    {
      key: "hits",
      head: say("hitCount"),
      number: true,
      cell: (row) => (row.hits === 0 ? "0" : <Link to="/watchlists?tab=hits">{count(row.hits)}</Link>),
    },
    { key: "imported", head: say("imported"), cell: (row) => <span className="digits">{instant(row.imported_at)}</span> },
    { key: "expires", head: say("expires"), cell: (row) => <span className="digits">{instant(row.expires_at)}</span> },
    { key: "retire", head: "", cell: (row) => row.retired_at == null && <Retire list={row} onChanged={onChanged} /> },
  ];
  return (
    <section className="card" aria-label={say("lists")}>
      <Rows
        label={say("lists")}
        list={list}
        columns={columns}
        id={(row) => row.id}
        empty={
          <Empty title={say("empty")}>
            <p className="soft">{say("emptyHint")}</p>
            <Button type="primary" onClick={onImport}>
              {say("import")}
            </Button>
          </Empty>
        }
      />
    </section>
  );
}

function Ended({ list }: { list: Watchlist }) {
  const say = screeningWords.useWords();
  if (list.retired_at != null) return <Tag>{say("retired")}</Tag>;
  return new Date(list.expires_at) <= new Date() ? <Tag>{say("expired")}</Tag> : null;
}

function Retire({ list, onChanged }: { list: Watchlist; onChanged: () => void }) {
  const say = screeningWords.useWords();
  const shell = shellWords.useWords();
  const { message, modal } = App.useApp();
  const retire = () =>
    modal.confirm({
      title: say("retireTitle", { name: list.name }),
      content: say("retireText"),
      okText: say("retire"),
      cancelText: shell("cancel"),
      onOk: async () => {
        try {
          await taken(api.DELETE("/watchlists/{watchlist}", { params: { path: { watchlist: list.id } } }));
          void message.success(say("retiredNow"));
          onChanged();
        } catch (thrown) {
          void message.error(`${say("failed")}: ${asProblem(thrown).message}`);
        }
      },
    });
  return (
    <Button size="small" onClick={retire}>
      {say("retire")}
    </Button>
  );
}
