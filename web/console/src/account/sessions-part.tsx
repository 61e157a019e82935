/** The account's own sign-ins: any of them can be ended, or all but this one. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Tag } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type Session } from "@sitewarden/kit/api";
import { ago, instant } from "@sitewarden/kit/format";

import { Rows, type Column } from "../list/rows";
import { Empty } from "../shell/empty";
import { Card } from "../shell/page";
import { deviceName } from "./device-name";
import { forget } from "./me";
import { accountWords } from "./words";

/** Where the answer is kept. */
export const SESSIONS = ["sessions"];

export function SessionsPart() {
  const say = accountWords.useWords();
  const sessions = useQuery({ queryKey: SESSIONS, queryFn: () => taken(api.GET("/sessions")) });
  const columns: Column<Session>[] = [
    {
      key: "device",
      head: say("device"),
      brief: true,
      cell: (row) => (
        <span>
          {deviceName(row.device) || say("unknownDevice")} {row.current && <Tag color="blue">{say("thisOne")}</Tag>}
        </span>
      ),
    },
    { key: "since", head: say("since"), tight: true, cell: (row) => <span className="digits">{instant(row.created_at)}</span> },
    { key: "seen", head: say("lastSeen"), cell: (row) => ago(row.last_seen_at) },
    { key: "end", head: "", cell: (row) => <End session={row} /> },
  ];
  const items = sessions.data?.items ?? [];
  return (
    <Card title={say("sessionsTitle")} extra={items.length > 1 && <EndOthers />}>
      <p className="soft">{say("sessionsLead")}</p>
      <Rows
        label={say("sessionsTitle")}
        columns={columns}
        id={(row) => row.id}
        plain
        empty={<Empty title={say("noSessions")} />}
        list={{
          items,
          loading: sessions.isPending,
          stale: false,
          thrown: sessions.error,
          hasMore: false,
          loadingMore: false,
          more: () => {},
          retry: () => void sessions.refetch(),
        }}
      />
    </Card>
  );
}

function EndOthers() {
  const say = accountWords.useWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const endAll = async () => {
    setBusy(true);
    try {
      await taken(api.DELETE("/sessions"));
      void message.success(say("othersEnded"));
      await queries.invalidateQueries({ queryKey: SESSIONS });
    } catch (thrown) {
      void message.error(`${say("endFailed")}: ${asProblem(thrown).message}`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" loading={busy} onClick={() => void endAll()}>
      {say("endOthers")}
    </Button>
  );
}

function End({ session }: { session: Session }) {
  const say = accountWords.useWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    try {
      await taken(api.DELETE("/sessions/{session}", { params: { path: { session: session.id } } }));
      void message.success(say("ended"));
      if (session.current) forget(queries);
      else await queries.invalidateQueries({ queryKey: SESSIONS });
    } catch (thrown) {
      void message.error(`${say("endFailed")}: ${asProblem(thrown).message}`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" loading={busy} onClick={() => void end()}>
      {say("end")}
    </Button>
  );
}
