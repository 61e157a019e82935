/** How a site's gates are. */
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "react-router";

import type { SiteDetail } from "@sitewarden/kit/api";
import { ago } from "@sitewarden/kit/format";

import { useMe } from "../account/me";
import { GateState } from "../gate/gate-state";
import { managesGates } from "../gate/manages-gates";
import { Empty } from "../shell/empty";
import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { Card } from "../shell/page";
import { todayWords } from "./words";

export function GatesPart({ site, query }: { site: string; query: UseQueryResult<SiteDetail> }) {
  const say = todayWords.useWords();
  const detail = query.data;
  const manages = managesGates(useMe().role);
  const link = manages && <Link to={`/gates?site=${site}`}>{say(detail?.gates.length === 0 ? "gatesAdd" : "gatesAll")}</Link>;
  return (
    <Card name="gates" title={say("gates")} extra={link}>
      {query.isPending && <Loading rows={2} />}
      {query.isError && <Failure thrown={query.error} retry={() => void query.refetch()} />}
      {detail?.gates.length === 0 && <Empty title={say("gatesEmpty")} />}
      <ul className="gates-brief">
        {detail?.gates.map((gate) => (
          <li key={gate.id}>
            <strong>{gate.name}</strong>
            <GateState gate={gate} />
            {gate.last_seen_at != null && <small className="soft">{ago(gate.last_seen_at)}</small>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
