/** The inbox of alerts. */
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Input, Segmented, type InputRef } from "antd";
import { useId, useRef, useState, type ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router";

import { api, asProblem, taken, type Alert, type AlertState } from "@sitewarden/kit/api";

import { FilterBar } from "../list/filter-fields";
import { useFilters } from "../list/filters";
import { useList, type List } from "../list/use-list";
import { listWords } from "../list/words";
import { LineMark } from "../passage/line-mark";
import { useHappenings } from "../passage/use-happenings";
import { withPerson } from "../registry/person-link";
import { useOverview } from "../scope/overview";
import { useScope } from "../scope/scope";
import { ScopeFields } from "../scope/scope-fields";
import { Empty } from "../shell/empty";
import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { Page } from "../shell/page";
import { PurposeBanner } from "../shell/purpose-banner";
import { AlertItem } from "./alert-item";
import { CloseDialog } from "./close-dialog";
import { useInboxKeys } from "./use-inbox-keys";
import { alertWords } from "./words";
import "../passage/passage.css";

const states: AlertState[] = ["open", "acknowledged", "closed"];

export default function AlertsPage() {
  const say = alertWords.useWords();
  const { scope, set: scopeSet } = useScope();
  const { filters, change } = useFilters("state");
  const queries = useQueryClient();
  const state = states.find((known) => known === filters.state) ?? "open";
  const query = { ...scope, state };
  const list = useList<Alert>(["alerts", query], (after) =>
    taken(api.GET("/alerts", { params: { query: { ...query, ...(after && { after }) } } })),
  );
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ["alerts"] });
    void queries.invalidateQueries({ queryKey: ["overview"] });
  };
  const line = useHappenings(scope, { alert: refresh });
  const day = useOverview(scope).data;
  const counts: Partial<Record<AlertState, number | undefined>> = {
    open: day?.open_alerts ?? undefined,
    acknowledged: day?.alerts_in_hand ?? undefined,
  };
  const label = (value: AlertState) => [say(value), counts[value] || undefined].filter(Boolean).join(" ");
  const find = useRef<InputRef>(null);
  const [text, setText] = useState("");
  const id = useId();
  return (
    <Page title={say("title")} lead={say("lead")} actions={<LineMark line={line} about="liveAlerts" />}>
      <PurposeBanner />
      <FilterBar
        set={scopeSet + (text === "" ? 0 : 1)}
        more={
          <>
            <ScopeFields />
            <div className="filter filter-whole">
              <label htmlFor={id}>{say("find")}</label>
              <Input
                id={id}
                ref={find}
                type="search"
                autoComplete="off"
                placeholder={say("findHint")}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </div>
          </>
        }
      >
        <Segmented<AlertState>
          aria-label={say("state")}
          value={state}
          onChange={(next) => change({ state: next })}
          options={states.map((value) => ({ value, label: label(value) }))}
        />
      </FilterBar>
      <p className="soft alert-keys">{say("keys")}</p>
      <Inbox list={list} state={state} text={text.trim()} onFind={() => find.current?.focus()} onChanged={refresh} />
    </Page>
  );
}

interface InboxProps {
  list: List<Alert>;
  state: AlertState;
  text: string;
  onFind: () => void;
  onChanged: () => void;
}

function Inbox({ list, state, text, onFind, onChanged }: InboxProps) {
  const say = alertWords.useWords();
  const lists = listWords.useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [chosen, setChosen] = useState<string>();
  const [closing, setClosing] = useState<{ alert: Alert; stale: boolean }>();
  const [busy, setBusy] = useState<string>();
  const shown = list.items.filter((alert) => contains(alert, text));
  const at = shown.findIndex((alert) => alert.id === chosen);

  const go = (to: number) => {
    const alert = shown[Math.max(0, Math.min(to, shown.length - 1))];
    if (alert === undefined) return;
    setChosen(alert.id);
    document.getElementById(`alert-${alert.id}`)?.scrollIntoView({ block: "nearest" });
  };
  const acknowledge = async (alert: Alert) => {
    setBusy(alert.id);
    try {
      await taken(api.POST("/alerts/{alert}/acknowledge", { params: { path: { alert: alert.id } } }));
      void message.success(say("acknowledgedNow"));
      onChanged();
    } catch (thrown) {
      void message.error(asProblem(thrown).message);
    } finally {
      setBusy(undefined);
    }
  };
  const close = (alert: Alert) => setClosing({ alert, stale: false });
  const act = (alert: Alert | undefined) => {
    if (alert?.state === "open") void acknowledge(alert);
    if (alert?.state === "acknowledged") close(alert);
  };
  useInboxKeys({
    next: () => go(at + 1),
    previous: () => go(at < 0 ? 0 : at - 1),
    // While another state is being asked for, the old list still stands there: nothing is done to it.
    act: () => (list.stale ? undefined : act(shown[at])),
    open: () => {
      const person = shown[at]?.person;
      if (person !== undefined) void navigate(withPerson(params, person));
    },
    find: onFind,
  });

  // Whoever writes goes by what they read when they began, until they are told that it has changed.
  const now = closing?.stale === true ? list.items.find((alert) => alert.id === closing.alert.id) : undefined;
  return (
    <>
      <Shown list={list} state={state}>
        {shown.length === 0 && <Empty title={lists("nothing")} />}
        {shown.map((alert) => (
          <AlertItem
            key={alert.id}
            alert={alert}
            chosen={alert.id === chosen}
            actions={{
              acknowledge: () => void acknowledge(alert),
              close: () => close(alert),
              busy: busy === alert.id,
            }}
          />
        ))}
      </Shown>
      <CloseDialog
        alert={now ?? closing?.alert}
        onClose={() => setClosing(undefined)}
        onClosed={() => {
          setClosing(undefined);
          void message.success(say("closedNow"));
          onChanged();
        }}
        onStale={() => {
          setClosing((one) => one && { ...one, stale: true });
          onChanged();
        }}
      />
    </>
  );
}

/** What is said where there is no alert of a state. */
const empties = {
  open: { title: "emptyOpen", hint: "emptyOpenHint" },
  acknowledged: { title: "emptyInHand", hint: "emptyInHandHint" },
  closed: { title: "emptyClosed", hint: "emptyClosedHint" },
} as const;

/** The list, or what there is in its place. */
function Shown({ list, state, children }: { list: List<Alert>; state: AlertState; children: ReactNode }) {
  const say = alertWords.useWords();
  const lists = listWords.useWords();
  if (list.loading) return <Loading />;
  if (list.thrown !== null && list.items.length === 0) {
    return <Failure thrown={list.thrown} retry={list.retry} />;
  }
  if (list.items.length === 0) {
    return (
      <Empty title={say(empties[state].title)}>
        <p className="soft">{say(empties[state].hint)}</p>
      </Empty>
    );
  }
  return (
    <section className="card" aria-label={say("title")} aria-busy={list.stale}>
      {children}
      {list.hasMore && (
        <footer className="rows-foot">
          <Button loading={list.loadingMore} onClick={list.more}>
            {lists("more")}
          </Button>
        </footer>
      )}
    </section>
  );
}

function contains(alert: Alert, text: string): boolean {
  return text === "" || [alert.name, alert.site_name, alert.text, alert.kind_text].some((part) => part.includes(text));
}
