/** A site's rooms, and who slept in one in a night: exposure in a room is traced by it. */
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";

import { api, taken, type components } from "@sitewarden/kit/api";
import { count, day, today } from "@sitewarden/kit/format";

import { FilterBar, FilterDay } from "../list/filter-fields";
import { useFilters } from "../list/filters";
import { Rows, type Column } from "../list/rows";
import { PersonLink } from "../registry/person-link";
import { WithSite } from "../scope/scope-fields";
import { Empty } from "../shell/empty";
import { Page } from "../shell/page";
import { dormitoryWords } from "./words";

type Room = components["schemas"]["DormitoryRoom"];
type Lodger = components["schemas"]["Lodger"];

export default function RoomsPage() {
  const say = dormitoryWords.useWords();
  return (
    <Page title={say("title")} lead={say("lead")}>
      <WithSite>{(site) => <Rooms key={site} site={site} />}</WithSite>
    </Page>
  );
}

/** A list that is there whole. */
function whole<T>(query: { data: T[] | undefined; isPending: boolean; error: unknown; refetch: () => unknown }) {
  return {
    items: query.data ?? [],
    loading: query.isPending,
    stale: false,
    thrown: query.error,
    hasMore: false,
    loadingMore: false,
    more: () => {},
    retry: () => void query.refetch(),
  };
}

function Rooms({ site }: { site: string }) {
  const say = dormitoryWords.useWords();
  const { filters, change } = useFilters("night", "room");
  const night = filters.night ?? today();
  const rooms = useQuery({
    queryKey: ["rooms", site, night],
    queryFn: () =>
      taken(api.GET("/sites/{site}/rooms", { params: { path: { site }, query: { night } } })),
  });
  const columns: Column<Room>[] = [
    {
      key: "room",
      head: say("room"),
      brief: true,
      cell: (row) => (
        <Button type="link" size="small" onClick={() => change({ room: row.id })}>
          {say("roomIn", { building: row.building, room: row.room })}
        </Button>
      ),
    },
    { key: "people", head: say("people"), number: true, cell: (row) => count(row.people) },
  ];
  const open = rooms.data?.find((room) => room.id === filters.room);
  return (
    <>
      <FilterBar>
        <FilterDay label={say("night")} value={night} onChange={(next) => change({ night: next })} />
      </FilterBar>
      <section className="card" aria-label={say("title")}>
        <Rows
          label={say("title")}
          columns={columns}
          id={(row) => row.id}
          list={whole(rooms)}
          empty={
            <Empty title={say("empty")}>
              <p className="soft">{say("emptyHint")}</p>
            </Empty>
          }
        />
      </section>
      <Drawer
        open={open !== undefined}
        size={480}
        title={open && say("roomOn", { building: open.building, room: open.room, night: day(night) })}
        onClose={() => change({ room: undefined })}
        closable={{ "aria-label": say("close") }}
      >
        {open !== undefined && <Lodgers room={open.id} night={night} />}
      </Drawer>
    </>
  );
}

function Lodgers({ room, night }: { room: string; night: string }) {
  const say = dormitoryWords.useWords();
  const lodgers = useQuery({
    queryKey: ["lodgers", room, night],
    queryFn: () =>
      taken(api.GET("/rooms/{room}/lodgers", { params: { path: { room }, query: { night } } })),
    // Each question is recorded as a look.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  const columns: Column<Lodger>[] = [
    {
      key: "name",
      head: say("name"),
      brief: true,
      cell: (row) => (
        <span className="rows-lines">
          <PersonLink person={row.person}>{row.name}</PersonLink>
          <small className="soft digits">{row.document}</small>
        </span>
      ),
    },
    { key: "from", head: say("from"), tight: true, cell: (row) => day(row.from) },
    { key: "to", head: say("to"), tight: true, cell: (row) => (row.to == null ? say("still") : day(row.to)) },
  ];
  return (
    <Rows
      label={say("who")}
      columns={columns}
      id={(row) => row.person + row.from}
      list={whole(lodgers)}
      plain
      empty={<p className="soft">{say("nobody")}</p>}
    />
  );
}
