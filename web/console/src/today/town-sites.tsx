/** A town's sites with how their people stand, each leading to its day. */
import { Link } from "react-router";
import { Button } from "antd";

import { api, taken, type Site } from "@sitewarden/kit/api";
import { count } from "@sitewarden/kit/format";

import { useList } from "../list/use-list";
import { listWords } from "../list/words";
import { Empty } from "../shell/empty";
import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { Card } from "../shell/page";
import { Shares } from "./shares";
import { todayWords } from "./words";

export function TownSites({ town }: { town: string | undefined }) {
  const say = todayWords.useWords();
  const lists = listWords.useWords();
  const list = useList<Site>(["sites", "today", town], (after) =>
    taken(api.GET("/sites", { params: { query: { ...(town && { town }), ...(after && { after }) } } })),
  );
  return (
    <Card title={say("sites")} extra={<Link to={`/sites${town ? `?town=${town}` : ""}`}>{say("allSites")}</Link>}>
      {list.loading && <Loading rows={4} />}
      {list.thrown !== null && <Failure thrown={list.thrown} retry={list.retry} />}
      {!list.loading && list.thrown === null && list.items.length === 0 && <Empty title={lists("nothing")} />}
      <ul className="towns">
        {list.items.map((site) => (
          <li key={site.id}>
            <Link to={`/today?site=${site.id}`} className="town">
              <strong>{site.name}</strong>
              <span className="digits">{say("peopleCount", { n: count(site.people) })}</span>
              <Shares of={site} />
            </Link>
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Button loading={list.loadingMore} onClick={list.more}>
          {lists("more")}
        </Button>
      )}
    </Card>
  );
}
