/** A site's crews, each with the company it belongs to. */
import { useQuery } from "@tanstack/react-query";
import { App, Select } from "antd";
import { Link } from "react-router";

import { api, asProblem, taken, type Contractor, type Crew } from "@sitewarden/kit/api";
import { count } from "@sitewarden/kit/format";

import { Rows, type Column } from "../list/rows";
import { Card } from "../shell/page";
import { DepartButton } from "./depart-button";
import { contractorWords } from "./words";
import "./crews.css";

export interface CrewsProps {
  site: string;
  contractors: Contractor[];
  mayChange: boolean;
  mayEnd: boolean;
  onChanged: () => void;
}

export function Crews({ site, contractors, mayChange, mayEnd, onChanged }: CrewsProps) {
  const say = contractorWords.useWords();
  const detail = useQuery({
    queryKey: ["site", site],
    queryFn: () => taken(api.GET("/sites/{site}", { params: { path: { site } } })),
  });
  const columns: Column<Crew>[] = [
    { key: "crew", head: say("crew"), brief: true, cell: (row) => <strong>{row.name}</strong> },
    {
      key: "people",
      head: say("people"),
      number: true,
      cell: (row) => <Link to={`/workers?site=${site}&crew=${row.id}`}>{count(row.people)}</Link>,
    },
    {
      key: "whose",
      head: say("whose"),
      cell: (row) => <Whose crew={row} contractors={contractors} mayChange={mayChange} onChanged={onChanged} />,
    },
    {
      key: "leave",
      head: "",
      cell: (row) =>
        mayEnd &&
        row.people > 0 && (
          <DepartButton site={site} leaving={{ crew: row.id }} name={row.name} people={row.people} onLeft={onChanged} />
        ),
    },
  ];
  return (
    <Card title={say("crews")} name="crews">
      <Rows
        label={say("crews")}
        columns={columns}
        id={(row) => row.id}
        plain
        list={{
          items: detail.data?.crews ?? [],
          loading: detail.isPending,
          stale: false,
          thrown: detail.error,
          hasMore: false,
          loadingMore: false,
          more: () => {},
          retry: () => void detail.refetch(),
        }}
        empty={<p className="soft">{say("crewsEmpty")}</p>}
      />
    </Card>
  );
}

interface WhoseProps extends Omit<CrewsProps, "site" | "mayEnd"> {
  crew: Crew;
}

function Whose({ crew, contractors, mayChange, onChanged }: WhoseProps) {
  const say = contractorWords.useWords();
  const { message } = App.useApp();
  const whose = contractors.find((one) => one.id === crew.contractor);
  if (!mayChange) return whose?.organisation.name ?? <span className="soft">{say("nobodys")}</span>;
  const assign = async (contractor: string) => {
    try {
      const body = { contractor: contractor === "" ? null : contractor };
      await taken(api.PATCH("/crews/{crew}", { params: { path: { crew: crew.id } }, body }));
      void message.success(say("assigned"));
      onChanged();
    } catch (thrown) {
      void message.error(asProblem(thrown).message);
    }
  };
  const standing = contractors.filter((one) => one.ended_on == null || one.id === crew.contractor);
  return (
    <Select
      className="crew-whose"
      aria-label={`${crew.name} ${say("whose")}`}
      value={crew.contractor ?? ""}
      popupMatchSelectWidth={false}
      options={[
        { value: "", label: say("nobodys") },
        ...standing.map(({ id, organisation }) => ({ value: id, label: organisation.name })),
      ]}
      onChange={(next: string) => void assign(next)}
    />
  );
}
