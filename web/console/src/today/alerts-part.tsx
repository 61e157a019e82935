/** The alerts that wait, the newest few. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { AlertItem } from "../alert/alert-item";
import { api, taken } from "@sitewarden/kit/api";

import { writeFilters } from "../list/filters";
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
  const open = useQuery({
    queryKey: ["alerts", "newest", query],
    queryFn: () => taken(api.GET("/alerts", { params: { query } })),
    refetchInterval: 60_000,
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
