/** Who looked at one person's data: privacy made visible. */
import { Button } from "antd";

import { api, taken, type AuditEntry } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";

import { useList } from "../../list/use-list";
import { listWords } from "../../list/words";
import { Failure } from "../../shell/failure";
import { Loading } from "../../shell/loading";
import { detailWords } from "./words";

export function Looks({ person }: { person: string }) {
  const say = detailWords.useWords();
  const lists = listWords.useWords();
  const list = useList<AuditEntry>(["audit", { person }], (after) =>
    taken(api.GET("/audit", { params: { query: { person, ...(after && { after }) } } })),
  );
  if (list.loading) return <Loading />;
  if (list.thrown !== null && list.items.length === 0) return <Failure thrown={list.thrown} retry={list.retry} />;
  return (
    <>
      <p className="soft">{list.items.length === 0 ? say("noLooks") : say("looksLead")}</p>
      <ul className="facts">
        {list.items.map((entry) => (
          <li key={entry.id}>
            <strong>{entry.actor_name}</strong> {entry.action_text}{" "}
            <small className="soft digits">{instant(entry.at)}</small>
            {entry.list != null && <p className="soft">{say("looksList", { list: entry.list.text })}</p>}
            {entry.reason != null && <p className="soft">{say("looksReason", { reason: entry.reason })}</p>}
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Button loading={list.loadingMore} onClick={list.more}>
          {lists("more")}
        </Button>
      )}
    </>
  );
}
