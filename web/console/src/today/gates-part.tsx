/** How a site's gates are. */
import { Link } from "react-router";

import type { SiteDetail } from "@sitewarden/kit/api";
import { ago } from "@sitewarden/kit/format";

import { useMe } from "../account/me";
import { GateState } from "../gate/gate-state";
import { Empty } from "../shell/empty";
import { Loading } from "../shell/loading";
import { Card } from "../shell/page";
import { todayWords } from "./words";

export function GatesPart({ site, detail }: { site: string; detail: SiteDetail | undefined }) {
  const say = todayWords.useWords();
  const manages = useMe().role !== "town";
  const link = manages && <Link to={`/gates?site=${site}`}>{say(detail?.gates.length === 0 ? "gatesAdd" : "gatesAll")}</Link>;
  return (
    <Card title={say("gates")} extra={link}>
      {detail === undefined && <Loading rows={2} />}
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
