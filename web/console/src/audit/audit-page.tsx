/** Who did what, and who looked at whom. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";

import { api, taken, type AuditEntry } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";

import { useMe } from "../account/me";
import { FilterBar, FilterDay, FilterSelect } from "../list/filter-fields";
import { useFilters, writeFilters } from "../list/filters";
import { Rows, type Column } from "../list/rows";
import { useList } from "../list/use-list";
import { useScope } from "../scope/scope";
import { ScopeFields } from "../scope/scope-fields";
import { Empty } from "../shell/empty";
import { Page } from "../shell/page";
import { auditWords } from "./words";

/** A link that narrows the list further; what it is narrowed by already stays. */
function Only({ filter, value, children }: { filter: "about" | "by"; value: string; children: ReactNode }) {
  const [params] = useSearchParams();
  return <Link to={`?${writeFilters(params, { [filter]: value }).toString()}`}>{children}</Link>;
}

function What({ entry }: { entry: AuditEntry }) {
  return (
    <span>
      {entry.action_text} {entry.list != null && <small className="soft">{entry.list.text}</small>}
    </span>
  );
}

export default function AuditPage() {
  const say = auditWords.useWords();
  const me = useMe();
  const { scope, fixed, change: changeScope, set: scopeSet } = useScope();
  const chooses = !fixed && me.role !== "auditor";
  const { filters, change, any } = useFilters("about", "by", "act", "from", "to");
  const query = {
    ...(scope.site && { site: scope.site }),
    ...(filters.about && { person: filters.about }),
    ...(filters.by && { actor: filters.by }),
    ...(filters.act && { action: filters.act }),
    ...(filters.from && { from: filters.from }),
    ...(filters.to && { to: filters.to }),
  };
  const list = useList<AuditEntry>(["audit", query], (after) =>
    taken(api.GET("/audit", { params: { query: { ...query, ...(after && { after }) } } })),
  );
  const acts = useQuery({
    queryKey: ["audit-acts"],
    queryFn: async () => {
      const found = await taken(api.GET("/audit/acts"));
      return found.map(({ action, text }) => ({ value: action, label: text }));
    },
    staleTime: Infinity,
  });
  const columns: Column<AuditEntry>[] = [
    { key: "when", head: say("when"), tight: true, brief: true, cell: (row) => <span className="digits">{instant(row.at)}</span> },
    {
      key: "who",
      head: say("who"),
      brief: true,
      cell: (row) => (
        <span>
          <Only filter="by" value={row.actor}>
            {row.actor_name}
          </Only>{" "}
          <small className="soft">{say(row.role)}</small>
        </span>
      ),
    },
    { key: "what", head: say("what"), brief: true, cell: (row) => <What entry={row} /> },
    {
      key: "about",
      head: say("about"),
      cell: (row) => (
        <>
          {row.person != null && (
            <Only filter="about" value={row.person}>
              {say("person")}
            </Only>
          )}
          {row.account != null && say("subject", { name: row.account })}
        </>
      ),
    },
    { key: "reason", head: say("reason"), cell: (row) => row.reason ?? null },
  ];
  const clear = () => {
    change({ about: undefined, by: undefined, act: undefined, from: undefined, to: undefined });
    changeScope({ site: undefined, town: undefined });
  };
  return (
    <Page title={say("title")} lead={say("lead")}>
      <FilterBar
        set={scopeSet + [filters.act, filters.from, filters.to].filter((set) => set !== undefined).length}
        more={
          <>
            {chooses && <ScopeFields />}
            <FilterSelect
              label={say("what")}
              value={filters.act}
              options={acts.data ?? []}
              onChange={(act) => change({ act })}
            />
            <FilterDay label={say("from")} value={filters.from} onChange={(from) => change({ from })} />
            <FilterDay label={say("to")} value={filters.to} onChange={(to) => change({ to })} />
          </>
        }
      >
        {filters.by !== undefined && (
          <div className="row-of-buttons">
            <span>{say("onlyActor")}</span>
            <Button size="small" onClick={() => change({ by: undefined })}>
              {say("allActors")}
            </Button>
          </div>
        )}
        {filters.about !== undefined && (
          <div className="row-of-buttons">
            <span>{say("onlyPerson")}</span>
            <Button size="small" onClick={() => change({ about: undefined })}>
              {say("allPeople")}
            </Button>
          </div>
        )}
      </FilterBar>
      <section className="card" aria-label={say("title")}>
        <Rows
          label={say("title")}
          list={list}
          columns={columns}
          id={(row) => row.id}
          filtered={any || scope.site !== undefined}
          onClear={clear}
          empty={
            <Empty title={say("empty")}>
              <p className="soft">{say("emptyHint")}</p>
            </Empty>
          }
        />
      </section>
    </Page>
  );
}
