/** Who looked at one person's data: privacy made visible. */
import { Button } from "antd";

import { api, taken, type AuditEntry } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";

import { useList } from "../../list/use-list";
import { listWords } from "../../list/words";
import { Failure } from "../../shell/failure";
import { Loading } from "../../shell/loading";
import { detailWords } from "./words";

/** The most the platform gives at once: lists are looked at often, and hide who was looked at. */
const MOST = 200;

export function Looks({ person }: { person: string }) {
  const say = detailWords.useWords();
  const lists = listWords.useWords();
  const list = useList<AuditEntry>(["audit", "looks", person], (after) =>
    taken(api.GET("/audit", { params: { query: { person, limit: MOST, ...(after && { after }) } } })),
  );
  if (list.loading) return <Loading />;
  if (list.thrown !== null && list.items.length === 0) return <Failure thrown={list.thrown} retry={list.retry} />;
  const own = list.items.filter((entry) => !passingLook(entry));
  // A list that showed nobody did not show this one.
  const listed = list.items.filter((entry) => passingLook(entry) && entry.list.people > 0);
  return (
    <>
      <p className="soft">{say(own.length === 0 ? "noLooks" : "looksLead")}</p>
      <Entries entries={own} />
      {listed.length > 0 && (
        <details className="looks-lists">
          <summary>{say("looksLists", { n: listed.length })}</summary>
          <Entries entries={listed} />
        </details>
      )}
      {list.hasMore && (
        <Button loading={list.loadingMore} onClick={list.more}>
          {lists("more")}
        </Button>
      )}
    </>
  );
}

/** Whether a list was merely opened: whoever takes one away has to say why. */
function passingLook(entry: AuditEntry): entry is AuditEntry & { list: NonNullable<AuditEntry["list"]> } {
  return entry.list != null && entry.reason == null;
}

function Entries({ entries }: { entries: AuditEntry[] }) {
  const say = detailWords.useWords();
  return (
    <ul className="facts">
      {entries.map((entry) => (
        <li key={entry.id}>
          <strong>{entry.actor_name}</strong> {entry.action_text} <small className="soft digits">{instant(entry.at)}</small>
          {entry.list != null && <p className="soft">{say("looksList", { list: entry.list.text })}</p>}
          {entry.reason != null && <p className="soft">{say("looksReason", { reason: entry.reason })}</p>}
        </li>
      ))}
    </ul>
  );
}
