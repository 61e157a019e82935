/** The alerts that wait, the newest few. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { AlertItem } from "../alert/alert-item";
import { api, taken } from "@sitewarden/kit/api";

import { writeFilters } from "../list/filters";
import { useOverview } from "../scope/overview";
import type { Scope } from "../scope/scope";
import { Empty } from "../shell/empty";
import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { Card } from "../shell/page";
import { todayWords } from "./words";

const SHOWN = 4;

export function AlertsPart({ scope }: { scope: Scope }) {
  const say = todayWords.useWords();
  const query = { ...scope, state: "open" as const, limit: SHOWN };
  // Each reading of names is in the audit under whoever is signed in: they are read again when their number changed.
  const waiting = useOverview(scope).data?.open_alerts;
  const open = useQuery({
    queryKey: ["alerts", "newest", query, waiting],
    queryFn: () => taken(api.GET("/alerts", { params: { query } })),
    enabled: waiting !== undefined,
    placeholderData: keepPreviousData,
  });
  const all = `/alerts?${writeFilters(new URLSearchParams(), { ...scope }).toString()}`;
  return (
    <Card name="alerts" title={say("alerts")} extra={<Link to={all}>{say("alertsAll")}</Link>}>
      {open.isPending && <Loading rows={3} />}
      {open.isError && <Failure thrown={open.error} retry={() => void open.refetch()} />}
      {open.data?.items.length === 0 && <Empty title={say("alertsEmpty")} />}
      {open.data?.items.map((alert) => (
        <AlertItem key={alert.id} alert={alert} />
      ))}
    </Card>
  );
}
