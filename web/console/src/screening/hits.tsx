/** Who is matched by a list that stands. */
import { Link } from "react-router";

import { api, taken, type Hit } from "@sitewarden/kit/api";
import { ago, instant } from "@sitewarden/kit/format";
import { StateIcon } from "@sitewarden/kit/state-mark";

import { FilterBar } from "../list/filter-fields";
import { Rows, type Column } from "../list/rows";
import { useList } from "../list/use-list";
import { PersonLink } from "../registry/person-link";
import { useScope } from "../scope/scope";
import { ScopeFields } from "../scope/scope-fields";
import { Empty } from "../shell/empty";
import { screeningWords } from "./words";
import "./screening.css";

export function Hits() {
  const say = screeningWords.useWords();
  const { scope, change } = useScope();
  const list = useList<Hit>(["hits", scope], (after) =>
    taken(api.GET("/hits", { params: { query: { ...scope, ...(after && { after }) } } })),
  );
  const columns: Column<Hit>[] = [
    {
      key: "person",
      head: say("person"),
      brief: true,
      cell: (row) => (
        <span className="rows-lines">
          <PersonLink person={row.person}>{row.name}</PersonLink>
          {!row.name_agrees && (
            <small className="hit-differs">
              <StateIcon state="hold" size="14px" /> {say("nameDiffers")}
            </small>
          )}
        </span>
      ),
    },
    { key: "category", head: say("category"), brief: true, cell: (row) => row.category_text },
    {
      key: "sites",
      head: say("sites"),
      cell: (row) => (
        <span className="rows-lines">
          {row.sites.map((site) => (
            <Link key={site.site} to={`/today?site=${site.site}`}>
              {site.site_name}
            </Link>
          ))}
        </span>
      ),
    },
    { key: "list", head: say("list"), cell: (row) => row.watchlist_name },
    { key: "found", head: say("found"), cell: (row) => ago(row.found_at) },
    { key: "expires", head: say("expires"), cell: (row) => <span className="digits">{instant(row.expires_at)}</span> },
  ];
  return (
    <>
      <FilterBar>
        <ScopeFields />
      </FilterBar>
      <section className="card hits" aria-label={say("hits")}>
        <Rows
          label={say("hits")}
          list={list}
          columns={columns}
          id={(row) => row.id}
          filtered={scope.site !== undefined || scope.town !== undefined}
          onClear={() => change({ site: undefined, town: undefined })}
          empty={
            <Empty title={say("noHits")}>
              <p className="soft">{say("noHitsHint")}</p>
            </Empty>
          }
        />
      </section>
    </>
  );
}
