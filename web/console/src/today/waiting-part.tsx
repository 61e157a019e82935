/** Who of a company's own people cannot just walk in, and why: the newest few, those barred first. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { api, taken, type WorkerRow } from "@sitewarden/kit/api";
import { StateMark } from "@sitewarden/kit/state-mark";

import { PersonLink } from "../registry/person-link";
import { useOverview } from "../scope/overview";
import { Empty } from "../shell/empty";
import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { Card } from "../shell/page";
import { todayWords } from "./words";

const SHOWN = 6;

/** Each reading of names is in the audit: only what there is and has room is read. */
async function newest(site: string, barred: number, hold: number): Promise<WorkerRow[]> {
  const read = async (standing: "barred" | "hold", limit: number) =>
    (await taken(api.GET("/sites/{site}/workers", { params: { path: { site }, query: { standing, engagement: "active", limit } } }))).items;
  const first = barred === 0 ? [] : await read("barred", SHOWN);
  const room = SHOWN - first.length;
  return hold === 0 || room === 0 ? first : [...first, ...(await read("hold", room))];
}

export function WaitingPart({ site }: { site: string }) {
  const say = todayWords.useWords();
  const overview = useOverview({ site });
  const { barred = 0, hold = 0 } = overview.data ?? {};
  const waiting = useQuery({
    queryKey: ["workers", site, "waiting", barred, hold],
    queryFn: () => newest(site, barred, hold),
    enabled: overview.isSuccess,
  });
  const all = `/workers?site=${site}&standing=${hold > 0 || barred === 0 ? "hold" : "barred"}`;
  return (
    <Card name="waiting" title={say("waiting")} extra={<Link to={all}>{say("waitingAll")}</Link>}>
      {waiting.isPending && !overview.isError && <Loading rows={3} />}
      {waiting.isError && <Failure thrown={waiting.error} retry={() => void waiting.refetch()} />}
      {waiting.data?.length === 0 && <Empty title={say("waitingEmpty")} />}
      <ul className="waiting">
        {waiting.data?.map((row) => (
          <li key={row.engagement}>
            <StateMark state={row.standing} />
            <span className="rows-lines">
              <PersonLink person={row.person}>{row.name}</PersonLink>
              {row.reasons.map((reason) => (
                <small key={reason}>{reason}</small>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
