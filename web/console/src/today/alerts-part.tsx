/** What is to be acted on: who waits to be confirmed, and the newest few alerts, those nobody took on first. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { AlertItem } from "../alert/alert-item";
import { api, taken, type Alert } from "@sitewarden/kit/api";
import { count } from "@sitewarden/kit/format";
import { StateIcon } from "@sitewarden/kit/state-mark";

import { writeFilters } from "../list/filters";
import { useOverview } from "../scope/overview";
import type { Scope } from "../scope/scope";
import { Empty } from "../shell/empty";
import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { Card } from "../shell/page";
import { figureLinks } from "./figure-links";
import { todayWords } from "./words";

const SHOWN = 4;

/** How many there are of each; none where that is not known. */
interface Waiting {
  open?: number | undefined;
  inHand?: number | undefined;
}

/** Each reading of names is in the audit under whoever is signed in: only what there is and has room is read. */
async function newest(scope: Scope, { open, inHand }: Waiting): Promise<Alert[]> {
  const read = async (state: "open" | "acknowledged", limit: number) =>
    (await taken(api.GET("/alerts", { params: { query: { ...scope, state, limit } } }))).items;
  const first = open === 0 ? [] : await read("open", SHOWN);
  const room = SHOWN - first.length;
  return inHand === 0 || room === 0 ? first : [...first, ...(await read("acknowledged", room))];
}

export function AlertsPart({ scope }: { scope: Scope }) {
  const say = todayWords.useWords();
  const overview = useOverview(scope);
  const waiting: Waiting = {
    open: overview.data?.open_alerts ?? undefined,
    inHand: overview.data?.alerts_in_hand ?? undefined,
  };
  // Read again when their number changed; also where the figures cannot be had.
  const alerts = useQuery({
    queryKey: ["alerts", "newest", scope, waiting],
    queryFn: () => newest(scope, waiting),
    enabled: !overview.isPending,
    placeholderData: keepPreviousData,
  });
  // Confirming is the work of one site; in a town or the district it is a figure.
  const pending = scope.site === undefined ? 0 : (overview.data?.pending ?? 0);
  const onlyInHand = waiting.open === 0 && waiting.inHand !== 0;
  const all = writeFilters(new URLSearchParams(), { ...scope, state: onlyInHand ? "acknowledged" : undefined });
  return (
    <Card name="alerts" title={say("alerts")} extra={<Link to={`/alerts?${all.toString()}`}>{say("alertsAll")}</Link>}>
      {alerts.isPending && <Loading rows={3} />}
      {alerts.isError && <Failure thrown={alerts.error} retry={() => void alerts.refetch()} />}
      {pending > 0 && (
        <Link to={figureLinks(scope).pending} className="to-confirm">
          <StateIcon state="hold" size="22px" />
          {say("toConfirm", { n: count(pending) })}
        </Link>
      )}
      {pending === 0 && alerts.data?.length === 0 && <Empty title={say("alertsEmpty")} />}
      {alerts.data?.map((alert) => (
        <AlertItem key={alert.id} alert={alert} />
      ))}
    </Card>
  );
}
