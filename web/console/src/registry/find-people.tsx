/** Finding a person without knowing their site: in every site that this account sees. */
import { useQuery } from "@tanstack/react-query";
import type { InputRef } from "antd";
import { useRef } from "react";
import { Link } from "react-router";

import { api, taken, type components } from "@sitewarden/kit/api";

import { FilterBar, FilterSearch } from "../list/filter-fields";
import { useKeptSearch } from "../list/kept-search";
import { Rows, type Column } from "../list/rows";
import { useSlash } from "../list/use-slash";
import { Empty } from "../shell/empty";
import { useCodeName } from "./codes";
import { registryWords } from "./words";
import { workerColumns } from "./worker-columns";

type Found = components["schemas"]["FoundWorker"];

export function FindPeople() {
  const say = registryWords.useWords();
  const called = useCodeName();
  const search = useRef<InputRef>(null);
  const { sought, seek } = useKeptSearch("workers everywhere");
  useSlash(search);
  const found = useQuery({
    queryKey: ["workers", "found", sought],
    // What is sought may be a whole number: it travels in the body, and each search is on record.
    queryFn: () => taken(api.POST("/worker-searches", { body: { q: sought ?? "" } })),
    enabled: sought !== undefined,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  const [name, ...others] = workerColumns(say, called).filter(({ key }) => key !== "face");
  const site: Column<Found> = {
    key: "site",
    head: say("foundAt"),
    cell: (row) => <Link to={`/workers?site=${row.site}`}>{row.site_name}</Link>,
  };
  const columns: Column<Found>[] = [...(name ? [name] : []), site, ...others];
  return (
    <>
      <FilterBar>
        <FilterSearch
          field={search}
          label={say("findEverywhere")}
          placeholder={say("findEverywhereHint")}
          value={sought}
          onChange={seek}
        />
      </FilterBar>
      <section className="card" aria-label={say("foundTitle")} aria-live="polite">
        {sought === undefined ? (
          <Empty title={say("findFirst")}>
            <p className="soft">{say("findFirstHint")}</p>
          </Empty>
        ) : (
          <Rows
            label={say("foundTitle")}
            columns={columns}
            id={(row) => row.engagement}
            plain
            list={{
              items: found.data?.items ?? [],
              loading: found.isPending,
              stale: false,
              thrown: found.error,
              hasMore: false,
              loadingMore: false,
              more: () => {},
              retry: () => void found.refetch(),
            }}
            empty={
              <Empty title={say("foundNone")}>
                <p className="soft">{say("foundNoneHint")}</p>
              </Empty>
            }
          />
        )}
        {found.data?.more === true && <p className="card-foot">{say("foundMore", { n: found.data.items.length })}</p>}
      </section>
    </>
  );
}
