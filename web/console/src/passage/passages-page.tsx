/** Passages as they happen, and those that were. */
import { useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { Button } from "antd";

import { api, taken, type Answer, type PassageRow } from "@sitewarden/kit/api";
import { today } from "@sitewarden/kit/format";

import { useMe } from "../account/me";
import { managesGates } from "../gate/manages-gates";
import { FilterBar, FilterDay, FilterSelect } from "../list/filter-fields";
import { useFilters } from "../list/filters";
import { Rows } from "../list/rows";
import { useList, type ListPage } from "../list/use-list";
import { useOverview } from "../scope/overview";
import { useScope } from "../scope/scope";
import { ScopeFields } from "../scope/scope-fields";
import { Empty } from "../shell/empty";
import { Page } from "../shell/page";
import { PurposeBanner } from "../shell/purpose-banner";
import { LineMark } from "./line-mark";
import { passageColumns } from "./passage-columns";
import { useHappenings } from "./use-happenings";
import { passageWords } from "./words";
import "./passage.css";

const answers: Answer[] = ["pass", "hold", "refuse"];

export default function PassagesPage() {
  const say = passageWords.useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { scope, fixed, set: scopeSet } = useScope();
  const { filters, change, clear, any } = useFilters("answer", "day");
  const query = { ...scope, ...(filters.answer && { answer: filters.answer as Answer }), ...(filters.day && { day: filters.day }) };
  const key = ["passages", query];
  const list = useList<PassageRow>(key, (after) =>
    taken(api.GET("/passages", { params: { query: { ...query, ...(after && { after }) } } })),
  );
  const line = useHappenings(scope, {
    passage: (row) => {
      if (filters.answer !== undefined && row.answer !== filters.answer) return;
      if (filters.day !== undefined && filters.day !== today()) return;
      queries.setQueryData<InfiniteData<ListPage<PassageRow>>>(key, (known) => withFirst(known, row));
    },
  });
  const overview = useOverview(scope);
  const connects = managesGates(useMe().role);
  const connected = !connects || (overview.data?.gates ?? 0) > 0;
  return (
    <Page title={say("title")} lead={say("lead")} actions={<LineMark line={line} />}>
      <PurposeBanner />
      <FilterBar
        set={scopeSet + Object.keys(filters).length}
        more={
          <>
            <ScopeFields />
            <FilterSelect
              label={say("answer")}
              value={filters.answer}
              options={answers.map((answer) => ({ value: answer, label: say(answer) }))}
              onChange={(answer) => change({ answer })}
            />
            <FilterDay label={say("day")} value={filters.day} onChange={(day) => change({ day })} />
          </>
        }
      />
      <section className="card" aria-label={say("title")}>
      <Rows
        label={say("title")}
        list={list}
        columns={passageColumns(say, { site: !fixed, date: true, how: true })}
        id={(row) => row.id}
        filtered={any}
        onClear={clear}
        empty={
          <Empty title={say("empty")}>
            <p className="soft">{say(connected ? "emptyConnected" : "emptyHint")}</p>
            {!connected && <Button onClick={() => void navigate("/gates")}>{say("addGate")}</Button>}
          </Empty>
        }
      />
      </section>
    </Page>
  );
}

/** Puts a passage on top; one that is known already (sent again, or in both list and stream) stays where it is. */
function withFirst(known: InfiniteData<ListPage<PassageRow>> | undefined, row: PassageRow) {
  const [first, ...rest] = known?.pages ?? [];
  if (known === undefined || first === undefined) return known;
  if (known.pages.some((page) => page.items.some((one) => one.id === row.id))) return known;
  return { ...known, pages: [{ ...first, items: [row, ...first.items] }, ...rest] };
}
