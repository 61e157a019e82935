/** The accounts of staff: found, added, and each opened to what can be done about it. */
import { PlusOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";

import { api, taken, type Account } from "@sitewarden/kit/api";
import { ago } from "@sitewarden/kit/format";

import { FilterBar, FilterSearch, FilterSelect } from "../list/filter-fields";
import { useFilters } from "../list/filters";
import { Rows, type Column } from "../list/rows";
import { useList } from "../list/use-list";
import { Empty } from "../shell/empty";
import { Page } from "../shell/page";
import { AccountDrawer } from "./account-drawer";
import { AccountMark } from "./account-mark";
import { NewAccount } from "./new-account";
import { STAFF_ROLES } from "./roles";
import { administrationWords } from "./words";
import "./administration.css";

export default function AccountsPage() {
  const say = administrationWords.useWords();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState<Account>();
  const { filters, change, clear, any } = useFilters("q", "role");
  const role = STAFF_ROLES.find((known) => known === filters.role);
  const query = { ...(filters.q && { q: filters.q }), ...(role && { role }) };
  const list = useList<Account>(["accounts", query], (after) =>
    taken(api.GET("/accounts", { params: { query: { ...query, ...(after && { after }) } } })),
  );
  const refresh = () => void queries.invalidateQueries({ queryKey: ["accounts"] });
  const columns: Column<Account>[] = [
    {
      key: "name",
      head: say("account"),
      brief: true,
      cell: (row) => (
        <span className="rows-lines">
          <Button type="link" className="account-open" onClick={() => setOpened(row)}>
            {row.sign_in_name}
          </Button>
          <small className="soft">{row.shown_name}</small>
        </span>
      ),
    },
    { key: "state", head: say("state"), tight: true, brief: true, cell: (row) => <AccountMark account={row} /> },
    { key: "role", head: say("role"), tight: true, cell: (row) => say(row.role) },
    { key: "scope", head: say("reach"), cell: (row) => row.scope_name },
    { key: "factor", head: say("secondFactor"), tight: true, cell: (row) => say(row.second_factor ? "factorOn" : "factorOff") },
    { key: "seen", head: say("lastSeen"), cell: (row) => (row.last_seen_at == null ? say("never") : ago(row.last_seen_at)) },
  ];
  return (
    <Page
      title={say("title")}
      lead={say("lead")}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {say("add")}
        </Button>
      }
    >
      <FilterBar
        set={filters.role === undefined ? 0 : 1}
        more={
          <FilterSelect
            label={say("role")}
            value={filters.role}
            options={STAFF_ROLES.map((value) => ({ value, label: say(value) }))}
            onChange={(next) => change({ role: next })}
          />
        }
      >
        <FilterSearch label={say("search")} placeholder={say("searchHint")} value={filters.q} onChange={(q) => change({ q })} />
      </FilterBar>
      <section className="card" aria-label={say("title")}>
        <Rows
          label={say("title")}
          list={list}
          columns={columns}
          id={(row) => row.id}
          filtered={any}
          onClear={clear}
          empty={<Empty title={say("empty")} />}
        />
      </section>
      <NewAccount open={adding} onClose={() => setAdding(false)} onAdded={refresh} />
      <AccountDrawer
        account={opened}
        onClose={() => setOpened(undefined)}
        onChanged={(account) => {
          setOpened(account);
          refresh();
        }}
      />
    </Page>
  );
}
