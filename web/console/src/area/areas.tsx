/** The places that are or were outbreak areas, by level and day. */
import { Button, Tag } from "antd";

import { api, taken, type OutbreakArea } from "@sitewarden/kit/api";

import { FilterBar, FilterDay, FilterSelect } from "../list/filter-fields";
import { useFilters } from "../list/filters";
import { Rows, type Column } from "../list/rows";
import { useList } from "../list/use-list";
import { Empty } from "../shell/empty";
import { Retract } from "./retract";
import { areaWords } from "./words";
import "./area.css";

const LEVELS = ["high", "medium", "low"] as const;

export interface AreasProps {
  may: boolean;
  onChanged: () => void;
  onImport: () => void;
}

export function Areas({ may, onChanged, onImport }: AreasProps) {
  const say = areaWords.useWords();
  const { filters, change, clear, any } = useFilters("level", "day");
  const level = LEVELS.find((one) => one === filters.level);
  const query = { ...(level && { level }), ...(filters.day && { day: filters.day }) };
  const list = useList<OutbreakArea>(["areas", query], (after) =>
    taken(api.GET("/areas", { params: { query: { ...query, ...(after && { after }) } } })),
  );
  const columns: Column<OutbreakArea>[] = [
    { key: "name", head: say("name"), brief: true, cell: (row) => <Place area={row} /> },
    { key: "level", head: say("level"), brief: true, tight: true, cell: (row) => <Tag className={`area-${row.level}`}>{say(row.level)}</Tag> },
    { key: "days", head: say("days"), cell: (row) => <span className="digits">{days(row, say)}</span> },
    { key: "source", head: say("source"), cell: (row) => row.source },
    ...(may ? [{ key: "retract", head: "", cell: (row: OutbreakArea) => row.retracted_at == null && <RetractArea area={row} onDone={onChanged} /> }] : []),
  ];
  return (
    <>
      <FilterBar>
        <FilterSelect
          label={say("level")}
          value={level}
          options={LEVELS.map((value) => ({ value, label: say(value) }))}
          onChange={(next) => change({ level: next })}
        />
        <FilterDay label={say("day")} value={filters.day} onChange={(next) => change({ day: next })} />
      </FilterBar>
      <section className="card areas" aria-label={say("areas")}>
        <Rows
          label={say("areas")}
          list={list}
          columns={columns}
          id={(row) => row.id}
          filtered={any}
          onClear={clear}
          empty={
            <Empty title={say("empty")}>
              {may && (
                <>
                  <p className="soft">{say("emptyHint")}</p>
                  <Button type="primary" onClick={onImport}>
                    {say("import")}
                  </Button>
                </>
              )}
            </Empty>
          }
        />
      </section>
    </>
  );
}

function days({ from, to }: OutbreakArea, say: ReturnType<typeof areaWords.useWords>): string {
  return to == null ? say("since", { from }) : say("fromTo", { from, to });
}

/** What the source called it, and where that is. */
function Place({ area }: { area: OutbreakArea }) {
  const say = areaWords.useWords();
  const division = area.division_name ?? "";
  return (
    <span className="rows-lines">
      <span>
        <strong>{area.name}</strong> {area.retracted_at != null && <Tag>{say("retracted")}</Tag>}
        {area.unread && <Tag className="area-unread">{say("unread")}</Tag>}
      </span>
      {division === "" ? (
        <small className="area-nowhere">{say("nowhere")}</small>
      ) : (
        (division !== area.name || !area.whole) && <small className="soft">{say(area.whole ? "whole" : "within", { division })}</small>
      )}
    </span>
  );
}

function RetractArea({ area, onDone }: { area: OutbreakArea; onDone: () => void }) {
  const say = areaWords.useWords();
  return (
    <Retract
      title={say("retractTitle", { name: area.name })}
      text={say("retractText")}
      send={() => taken(api.DELETE("/areas/{area}", { params: { path: { area: area.id } } }))}
      onDone={onDone}
    />
  );
}
