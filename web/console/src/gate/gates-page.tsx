/** A site's gates: connected, watched, removed. */
import { PlusOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";

import { api, taken, type Gate } from "@sitewarden/kit/api";
import { ago, count, instant } from "@sitewarden/kit/format";

import { useMe } from "../account/me";
import { Rows, type Column } from "../list/rows";
import { WithSite } from "../scope/scope-fields";
import { Empty } from "../shell/empty";
import { Page } from "../shell/page";
import { GateActs } from "./gate-acts";
import { GateState } from "./gate-state";
import { managesGates } from "./manages-gates";
import { NewGate } from "./new-gate";
import { gateWords } from "./words";

export default function GatesPage() {
  const say = gateWords.useWords();
  return (
    <Page title={say("title")} lead={say("lead")}>
      <WithSite>{(site) => <Gates key={site} site={site} />}</WithSite>
    </Page>
  );
}

function Gates({ site }: { site: string }) {
  const say = gateWords.useWords();
  const mayChange = managesGates(useMe().role);
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const gates = useQuery({
    queryKey: ["gates", site],
    queryFn: () => taken(api.GET("/sites/{site}/gates", { params: { path: { site } } })),
    refetchInterval: 15_000,
  });
  const refresh = () => {
    for (const key of ["gates", "site", "overview"]) void queries.invalidateQueries({ queryKey: [key] });
  };
  const columns: Column<Gate>[] = [
    { key: "name", head: say("name"), brief: true, cell: (row) => <strong>{row.name}</strong> },
    { key: "state", head: say("state"), tight: true, brief: true, cell: (row) => <GateState gate={row} /> },
    { key: "seen", head: say("seen"), cell: (row) => (row.last_seen_at == null ? "—" : ago(row.last_seen_at)) },
    { key: "queue", head: say("queue"), number: true, cell: (row) => (row.queue == null ? "—" : count(row.queue)) },
    { key: "roster", head: say("roster"), number: true, wide: true, cell: (row) => row.roster_version ?? "—" },
    { key: "created", head: say("created"), wide: true, cell: (row) => instant(row.created_at) },
    { key: "remove", head: "", cell: (row) => mayChange && <GateActs gate={row} onChanged={refresh} /> },
  ];
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {say("add")}
    </Button>
  );
  return (
    <>
      {mayChange && gates.data !== undefined && gates.data.length > 0 && <div className="row-of-buttons">{add}</div>}
      <section className="card" aria-label={say("title")}>
        <Rows
          label={say("title")}
          columns={columns}
          id={(row) => row.id}
          list={{
            items: gates.data ?? [],
            loading: gates.isPending,
            stale: false,
            thrown: gates.error,
            hasMore: false,
            loadingMore: false,
            more: () => {},
            retry: () => void gates.refetch(),
          }}
          empty={
            <Empty title={say("empty")}>
              <p className="soft">{say("emptyHint")}</p>
              {mayChange && add}
            </Empty>
          }
        />
      </section>
      <NewGate site={site} open={adding} onClose={() => setAdding(false)} onAdded={refresh} />
    </>
  );
}
