/** Sites of a town or the district. */
import { PlusOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";

import { api, taken, type Site } from "@sitewarden/kit/api";
import { count } from "@sitewarden/kit/format";

import { FilterBar, FilterSearch, FilterSelect } from "../list/filter-fields";
import { useFilters } from "../list/filters";
import { Rows, type Column } from "../list/rows";
import { useList } from "../list/use-list";
import { useMe } from "../account/me";
import { TownField } from "../scope/town-field";
import { Empty } from "../shell/empty";
import { Page } from "../shell/page";
import { SiteCommunity } from "./place-site";
import { SiteForm } from "./site-form";
import { registryWords } from "./words";

const kinds = ["construction_project", "enterprise"] as const;

export default function SitesPage() {
  const say = registryWords.useWords();
  const me = useMe();
  // Keeps sites, and sees nobody's health.
  const administers = me.role === "system_administrator";
  const wide = administers || me.role === "district";
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const { filters, change, clear, any } = useFilters("town", "kind", "q");
  const kind = kinds.find((known) => known === filters.kind);
  const query = { ...(filters.town && { town: filters.town }), ...(kind && { kind }), ...(filters.q && { q: filters.q }) };
  const list = useList<Site>(["sites", query], (after) =>
    taken(api.GET("/sites", { params: { query: { ...query, ...(after && { after }) } } })),
  );
  const figure = (key: "people" | "clear" | "hold" | "barred" | "pending"): Column<Site> => ({
    key,
    head: say(key),
    number: true,
    cell: (row) => (administers || row[key] === 0 ? <span className="soft">{row[key]}</span> : <Figure site={row} figure={key} />),
  });
  const refresh = () => {
    for (const key of ["sites", "towns", "overview", "site"]) void queries.invalidateQueries({ queryKey: [key] });
  };
  const columns: Column<Site>[] = [
    {
      key: "name",
      head: say("siteName"),
      brief: true,
      cell: (row) => (
        <span className="rows-lines">
          <Link to={administers ? `/gates?site=${row.id}` : `/today?site=${row.id}`}>{row.name}</Link>
          <small className="soft">{[row.organisation?.name, row.address].filter(Boolean).join(" · ")}</small>
        </span>
      ),
    },
    { key: "kind", head: say("kind"), tight: true, wide: true, cell: (row) => say(row.kind) },
    ...(wide ? [{ key: "town", head: say("town"), tight: true, cell: (row: Site) => row.town_name }] : []),
    {
      key: "community",
      head: say("community"),
      tight: true,
      cell: (row) => <SiteCommunity site={row} onPlaced={refresh} />,
    },
    figure("people"),
    ...(administers ? [] : [figure("clear"), figure("hold"), figure("barred")]),
    figure("pending"),
  ];
  const add = wide && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {say("addSite")}
    </Button>
  );
  return (
    <Page title={say("sitesTitle")} lead={say(administers ? "sitesLeadGates" : "sitesLead")} actions={list.items.length > 0 && add}>
      <FilterBar
        set={[filters.town, filters.kind].filter(Boolean).length}
        more={
          <>
            {wide && <TownField value={filters.town} onChange={(town) => change({ town })} />}
            <FilterSelect
              label={say("kind")}
              value={filters.kind}
              options={kinds.map((value) => ({ value, label: say(value) }))}
              onChange={(next) => change({ kind: next })}
            />
          </>
        }
      >
        <FilterSearch
          label={say("siteSearch")}
          placeholder={say("siteSearchHint")}
          value={filters.q}
          onChange={(q) => change({ q })}
        />
      </FilterBar>
      <section className="card" aria-label={say("sitesTitle")}>
        <Rows
          label={say("sitesTitle")}
          list={list}
          columns={columns}
          id={(row) => row.id}
          filtered={any}
          onClear={clear}
          empty={
            <Empty title={say("sitesEmpty")}>
              <p className="soft">{say("sitesEmptyHint")}</p>
              {add}
            </Empty>
          }
        />
      </section>
      <SiteForm open={adding} onClose={() => setAdding(false)} onAdded={refresh} />
    </Page>
  );
}

function Figure({ site, figure }: { site: Site; figure: "people" | "clear" | "hold" | "barred" | "pending" }) {
  const narrowing = { people: "", clear: "&standing=clear", hold: "&standing=hold", barred: "&standing=barred", pending: "&engagement=pending" };
  return <Link to={`/workers?site=${site.id}${narrowing[figure]}`}>{count(site[figure] ?? 0)}</Link>;
}
