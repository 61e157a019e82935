/** The district's towns, each leading to its day. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { api, taken } from "@sitewarden/kit/api";
import { count } from "@sitewarden/kit/format";

import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { Card } from "../shell/page";
import { todayWords } from "./words";

export function TownsPart() {
  const say = todayWords.useWords();
  const towns = useQuery({ queryKey: ["towns"], queryFn: () => taken(api.GET("/towns")), staleTime: 60_000 });
  return (
    <Card title={say("towns")} extra={<Link to="/sites">{say("allSites")}</Link>}>
      {towns.isPending && <Loading rows={3} />}
      {towns.isError && <Failure thrown={towns.error} retry={() => void towns.refetch()} />}
      <ul className="towns">
        {towns.data?.map((town) => (
          <li key={town.code}>
            <Link to={`/today?town=${town.code}`} className="town">
              <strong>{town.name}</strong>
              <span className="digits">{say("sitesCount", { n: count(town.sites) })}</span>
              <span className="digits">{say("peopleCount", { n: count(town.people) })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
