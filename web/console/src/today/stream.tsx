/** Passages as they happen, the newest few. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";

import { api, taken, type PassageRow } from "@sitewarden/kit/api";

import { Rows } from "../list/rows";
import { LineMark } from "../passage/line-mark";
import { passageColumns } from "../passage/passage-columns";
import { useHappenings } from "../passage/use-happenings";
import { passageWords } from "../passage/words";
import type { Scope } from "../scope/scope";
import { writeFilters } from "../list/filters";
import { Empty } from "../shell/empty";
import { Card } from "../shell/page";
import { todayWords } from "./words";
import "../passage/passage.css";

const SHOWN = 12;

export function Stream({ scope }: { scope: Scope }) {
  const say = todayWords.useWords();
  const passage = passageWords.useWords();
  const queries = useQueryClient();
  const key = ["passages", "newest", scope];
  const newest = useQuery({
    queryKey: key,
    queryFn: () => taken(api.GET("/passages", { params: { query: { ...scope, limit: SHOWN } } })),
    select: (page) => page.items,
  });
  const again = (...keys: string[]) => keys.forEach((key) => void queries.invalidateQueries({ queryKey: [key] }));
  const line = useHappenings(scope, {
    passage: (row) => {
      queries.setQueryData<{ items: PassageRow[] }>(key, (known) => {
        if (known === undefined || known.items.some((one) => one.id === row.id)) return known;
        return { ...known, items: [row, ...known.items].slice(0, SHOWN) };
      });
    },
    alert: () => again("alerts", "overview"),
  });
  const all = `/passages?${writeFilters(new URLSearchParams(), { ...scope }).toString()}`;
  return (
    <Card name="stream" title={say("stream")} extra={<LineMark line={line} />}>
      <Rows
        label={say("stream")}
        columns={passageColumns(passage, {
          site: scope.site === undefined,
          date: false,
          how: scope.site !== undefined,
        })}
        id={(row) => row.id}
        mark={() => "passage-new"}
        plain
        list={{
          items: newest.data ?? [],
          loading: newest.isPending,
          stale: false,
          thrown: newest.error,
          hasMore: false,
          loadingMore: false,
          more: () => {},
          retry: () => void newest.refetch(),
        }}
        empty={
          <Empty title={say("streamEmpty")}>
            <p className="soft">{say("streamEmptyHint")}</p>
          </Empty>
        }
      />
      <p className="card-foot">
        <Link to={all}>{say("streamAll")}</Link>
      </p>
    </Card>
  );
}
