/** The district's towns, each leading to its day. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { api, taken } from "@sitewarden/kit/api";
import { count } from "@sitewarden/kit/format";
import { StateIcon } from "@sitewarden/kit/state-mark";

import { Empty } from "../shell/empty";
import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { Card } from "../shell/page";
import { Shares } from "./shares";
import { todayWords } from "./words";

export function TownsPart() {
  const say = todayWords.useWords();
  const towns = useQuery({ queryKey: ["towns"], queryFn: () => taken(api.GET("/towns")), refetchInterval: 60_000 });
  return (
    <Card title={say("towns")} extra={<Link to="/sites">{say("allSites")}</Link>}>
      {towns.isPending && <Loading rows={3} />}
      {towns.isError && <Failure thrown={towns.error} retry={() => void towns.refetch()} />}
      {towns.data?.length === 0 && (
        <Empty title={say("noTowns")}>
          <p className="soft">{say("noTownsHint")}</p>
        </Empty>
      )}
      <ul className="towns">
        {towns.data?.map((town) => (
          <li key={town.code}>
            <Link to={`/today?town=${town.code}`} className="town">
              <strong>{town.name}</strong>
              <span className="digits">{say("sitesCount", { n: count(town.sites) })}</span>
              <span className="digits">{say("peopleCount", { n: count(town.people) })}</span>
              {(town.open_alerts ?? 0) > 0 && (
                <span className="town-alerts digits">
                  <StateIcon state="hold" size="14px" />
                  {say("alertsWaiting", { n: count(town.open_alerts ?? 0) })}
                </span>
              )}
              <Shares of={town} />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
