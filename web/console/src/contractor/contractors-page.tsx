/** A site's contractors and crews: who works here, and whose each crew is. */
import { PlusOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";

import type { Contractor } from "@sitewarden/kit/api";
import { count, day } from "@sitewarden/kit/format";

import { takesIn } from "../account/may";
import { useMe } from "../account/me";
import { Rows, type Column } from "../list/rows";
import { useCodeName } from "../registry/codes";
import { WithSite } from "../scope/scope-fields";
import { Empty } from "../shell/empty";
import { Page } from "../shell/page";
import { ContractorForm } from "./contractor-form";
import { Crews } from "./crews";
import { DepartButton } from "./depart-button";
import { Departures } from "./departures";
import { EndContractor } from "./end-contractor";
import { useContractors } from "./use-contractors";
import { contractorWords } from "./words";

export default function ContractorsPage() {
  const say = contractorWords.useWords();
  return (
    <Page title={say("title")} lead={say("lead")}>
      <WithSite>{(site) => <Contractors key={site} site={site} />}</WithSite>
    </Page>
  );
}

function Contractors({ site }: { site: string }) {
  const say = contractorWords.useWords();
  const called = useCodeName();
  const { role } = useMe();
  const mayChange = role === "site";
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const contractors = useContractors(site);
  const refresh = () => {
    for (const key of ["contractors", "site", "workers", "departures", "overview", "rooms"]) void queries.invalidateQueries({ queryKey: [key] });
  };
  const columns: Column<Contractor>[] = [
    {
      key: "name",
      head: say("name"),
      brief: true,
      cell: (row) => (
        <span className="rows-lines">
          <strong>{row.organisation.name}</strong>
          <small className="soft digits">{row.organisation.uscc}</small>
        </span>
      ),
    },
    { key: "kind", head: say("kind"), tight: true, brief: true, cell: (row) => called("contractor_kinds", row.kind) },
    {
      key: "people",
      head: say("people"),
      number: true,
      cell: (row) => <Link to={`/workers?site=${site}&contractor=${row.id}`}>{count(row.people)}</Link>,
    },
    {
      key: "since",
      head: say("since"),
      tight: true,
      cell: (row) => (
        <span className="rows-lines">
          <span>{day(row.entered_on)}</span>
          {row.ended_on != null && <small className="soft">{say("until", { day: day(row.ended_on) })}</small>}
        </span>
      ),
    },
    {
      key: "end",
      head: "",
      cell: (row) => mayChange && row.ended_on == null && <Leave site={site} contractor={row} onLeft={refresh} />,
    },
  ];
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {say("add")}
    </Button>
  );
  const some = contractors.data !== undefined && contractors.data.length > 0;
  return (
    <>
      <Departures site={site} mayUndo={takesIn(role)} onChanged={refresh} />
      {mayChange && some && <div className="row-of-buttons">{add}</div>}
      <section className="card" aria-label={say("title")}>
        <Rows
          label={say("title")}
          columns={columns}
          id={(row) => row.id}
          list={{
            items: contractors.data ?? [],
            loading: contractors.isPending,
            stale: false,
            thrown: contractors.error,
            hasMore: false,
            loadingMore: false,
            more: () => {},
            retry: () => void contractors.refetch(),
          }}
          empty={
            <Empty title={say("empty")}>
              <p className="soft">{say("emptyHint")}</p>
              {mayChange && add}
            </Empty>
          }
        />
      </section>
      <Crews site={site} contractors={contractors.data ?? []} mayChange={mayChange} mayEnd={takesIn(role)} onChanged={refresh} />
      <ContractorForm site={site} open={adding} onClose={() => setAdding(false)} onAdded={refresh} />
    </>
  );
}

/** A company whose people are at work leaves with them. */
function Leave({ site, contractor, onLeft }: { site: string; contractor: Contractor; onLeft: () => void }) {
  if (contractor.people === 0) return <EndContractor contractor={contractor} onEnded={onLeft} />;
  return (
    <DepartButton
      site={site}
      leaving={{ contractor: contractor.id }}
      name={contractor.organisation.name}
      people={contractor.people}
      onLeft={onLeft}
    />
  );
}
