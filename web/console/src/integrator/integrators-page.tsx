/** Outside systems and their tokens: given out, watched, revoked. */
import { PlusOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type Integrator } from "@sitewarden/kit/api";
import { day } from "@sitewarden/kit/format";
import { StateMark } from "@sitewarden/kit/state-mark";

import { Rows, type Column } from "../list/rows";
import { useList } from "../list/use-list";
import { Empty } from "../shell/empty";
import { Page } from "../shell/page";
import { shellWords } from "../shell/words";
import { NewToken } from "./new-token";
import { integratorWords } from "./words";
import "./integrator.css";

const marks = { standing: "clear", expired: "neutral", revoked: "barred" } as const;

export default function IntegratorsPage() {
  const say = integratorWords.useWords();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const list = useList<Integrator>(["integrators"], (after) =>
    taken(api.GET("/integrators", { params: { query: { ...(after && { after }) } } })),
  );
  const refresh = () => void queries.invalidateQueries({ queryKey: ["integrators"] });
  const columns: Column<Integrator>[] = [
    {
      key: "name",
      head: say("name"),
      brief: true,
      cell: (row) => (
        <span className="rows-lines">
          <strong>{row.name}</strong>
          <small className="soft">{row.purpose}</small>
        </span>
      ),
    },
    {
      key: "state",
      head: say("state"),
      tight: true,
      brief: true,
      cell: (row) => <StateMark state={marks[row.state]} word={say(row.state)} />,
    },
    { key: "area", head: say("area"), cell: (row) => row.area_name },
    {
      key: "permissions",
      head: say("permissions"),
      cell: (row) => (
        <span className="rows-lines">
          {row.permissions.map((one) => (
            <small key={one}>{say(one)}</small>
          ))}
        </span>
      ),
    },
    { key: "prefix", head: say("prefix"), tight: true, cell: (row) => <code>{row.prefix}…</code> },
    { key: "used", head: say("lastUsed"), tight: true, cell: (row) => (row.last_used_on == null ? say("never") : day(row.last_used_on)) },
    {
      key: "expires",
      head: say("expires"),
      tight: true,
      cell: (row) => (
        <span className="rows-lines">
          <span>{day(row.expires_on)}</span>
          <small className="soft">{say("by", { who: row.created_by })}</small>
        </span>
      ),
    },
    { key: "revoke", head: "", cell: (row) => row.state === "standing" && <Revoke token={row} onRevoked={refresh} /> },
  ];
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {say("add")}
    </Button>
  );
  return (
    <Page title={say("title")} lead={say("lead")} actions={add}>
      <section className="card" aria-label={say("title")}>
        <Rows
          label={say("title")}
          list={list}
          columns={columns}
          id={(row) => row.id}
          empty={
            <Empty title={say("empty")}>
              <p className="soft">{say("emptyHint")}</p>
            </Empty>
          }
        />
      </section>
      <NewToken open={adding} onClose={() => setAdding(false)} onAdded={refresh} />
    </Page>
  );
}

function Revoke({ token, onRevoked }: { token: Integrator; onRevoked: () => void }) {
  const say = integratorWords.useWords();
  const shell = shellWords.useWords();
  const { message, modal } = App.useApp();
  const revoke = async () => {
    try {
      await taken(api.DELETE("/integrators/{integrator}", { params: { path: { integrator: token.id } } }));
      void message.success(say("revokedDone"));
      onRevoked();
    } catch (thrown) {
      void message.error(`${say("failed")}: ${asProblem(thrown).message}`);
    }
  };
  const ask = () =>
    modal.confirm({
      title: say("revokeTitle", { name: token.name }),
      content: say("revokeText"),
      okText: say("revoke"),
      cancelText: shell("cancel"),
      onOk: revoke,
    });
  return (
    <Button size="small" onClick={ask}>
      {say("revoke")}
    </Button>
  );
}
