/** Pairs of records that may be one person: to look at, and decided. */
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Segmented } from "antd";
import { useState } from "react";

import { api, taken, type Likeness } from "@sitewarden/kit/api";

import { FilterBar } from "../list/filter-fields";
import { useFilters } from "../list/filters";
import { useList, type List } from "../list/use-list";
import { listWords } from "../list/words";
import { useScope } from "../scope/scope";
import { ScopeFields } from "../scope/scope-fields";
import { Empty } from "../shell/empty";
import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { Page } from "../shell/page";
import { PurposeBanner } from "../shell/purpose-banner";
import { DecideDialog, type Act } from "./decide-dialog";
import { Pair } from "./pair";
import { likenessWords } from "./words";
import "./likeness.css";

const done = { merge: "mergedNow", apart: "apartNow", undo: "undoneNow" } as const;

export default function LikenessesPage() {
  const say = likenessWords.useWords();
  const { scope } = useScope();
  const { filters, change } = useFilters("state");
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [deciding, setDeciding] = useState<{ pair: Likeness; act: Act }>();
  const decided = filters.state === "decided";
  const query = { ...scope, ...(decided && { decided }) };
  const list = useList<Likeness>(["likenesses", query], (after) =>
    taken(api.GET("/likenesses", { params: { query: { ...query, ...(after && { after }) } } })),
  );
  const refresh = () => {
    for (const key of ["likenesses", "workers", "worker", "overview", "alerts", "hits"]) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
  };
  return (
    <Page title={say("title")} lead={say("lead")}>
      <PurposeBanner />
      <FilterBar>
        <Segmented
          aria-label={say("title")}
          value={decided ? "decided" : "open"}
          onChange={(next) => change({ state: next === "decided" ? next : undefined })}
          options={(["open", "decided"] as const).map((value) => ({ value, label: say(value) }))}
        />
        <ScopeFields />
      </FilterBar>
      <Pairs list={list} decided={decided} onAct={(pair, act) => setDeciding({ pair, act })} />
      <DecideDialog
        deciding={deciding}
        onClose={() => setDeciding(undefined)}
        onDone={(act) => {
          setDeciding(undefined);
          void message.success(say(done[act]));
          refresh();
        }}
      />
    </Page>
  );
}

interface PairsProps {
  list: List<Likeness>;
  decided: boolean;
  onAct: (pair: Likeness, act: Act) => void;
}

function Pairs({ list, decided, onAct }: PairsProps) {
  const say = likenessWords.useWords();
  const lists = listWords.useWords();
  if (list.loading) return <Loading />;
  if (list.thrown !== null && list.items.length === 0) {
    return <Failure thrown={list.thrown} retry={list.retry} />;
  }
  if (list.items.length === 0) {
    return (
      <Empty title={say(decided ? "emptyDecided" : "emptyOpen")}>
        <p className="soft">{say(decided ? "emptyDecidedHint" : "emptyOpenHint")}</p>
      </Empty>
    );
  }
  return (
    <div className="likenesses" aria-busy={list.stale}>
      {list.items.map((pair) => (
        <Pair key={pair.id} pair={pair} onAct={(act) => (list.stale ? undefined : onAct(pair, act))} />
      ))}
      {list.thrown !== null && <Failure thrown={list.thrown} retry={list.retry} kept={lists("keptList")} />}
      {list.hasMore && (
        <footer className="rows-foot">
          <Button loading={list.loadingMore} onClick={list.more}>
            {lists("more")}
          </Button>
        </footer>
      )}
    </div>
  );
}
