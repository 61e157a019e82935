/** The fields that narrow a site's workers. */
import type { InputRef } from "antd";
import type { Ref } from "react";

import type { Contractor, Crew } from "@sitewarden/kit/api";

import { FilterBar, FilterDay, FilterSearch, FilterSelect } from "../list/filter-fields";
import { searchable, type FilterChange, type Filters } from "../list/filters";
import { choices as listed, useCodes } from "./codes";
import { registryWords } from "./words";
import { engagements, faces, standings, type WorkerFilterName } from "./worker-query";

export interface WorkerFiltersProps {
  filters: Filters<WorkerFilterName>;
  change: (change: FilterChange<WorkerFilterName>) => void;
  sought: string | undefined;
  onSeek: (sought: string | undefined) => void;
  crews: Crew[];
  contractors: Contractor[];
  search: Ref<InputRef>;
}

export function WorkerFilters({ filters, change, sought, onSeek, crews, contractors, search }: WorkerFiltersProps) {
  const say = registryWords.useWords();
  const codes = useCodes();
  const choices = <T extends "clear" | "hold" | "barred" | "pending" | "active" | "ended" | "none" | "consented" | "enrolled">(
    values: readonly T[],
  ) => values.map((value) => ({ value, label: say(value) }));
  return (
    <FilterBar
      set={Object.keys(filters).length}
      more={
        <>
          <FilterSelect
            label={say("standing")}
            value={filters.standing}
            options={choices(standings)}
            onChange={(standing) => change({ standing })}
          />
          <FilterSelect
            label={say("engagement")}
            value={filters.engagement}
            options={choices(engagements)}
            onChange={(engagement) => change({ engagement })}
          />
          <FilterSelect label={say("face")} value={filters.face} options={choices(faces)} onChange={(face) => change({ face })} />
          <FilterSelect
            label={say("crew")}
            value={filters.crew}
            options={crews.map((crew) => ({ value: crew.id, label: crew.name }))}
            onChange={(crew) => change({ crew })}
          />
          {contractors.length > 0 && (
            <FilterSelect
              label={say("contractor")}
              value={filters.contractor}
              options={contractors.map(({ id, organisation }) => ({ value: id, label: organisation.name }))}
              onChange={(contractor) => change({ contractor })}
            />
          )}
          <FilterSelect
            label={say("workerKind")}
            value={filters.kind}
            options={listed(codes, "worker_kinds")}
            onChange={(kind) => change({ kind })}
          />
          <FilterDay label={say("wasHere")} value={filters.day} onChange={(day) => change({ day })} />
        </>
      }
    >
      <FilterSearch
        field={search}
        label={say("search")}
        placeholder={say("searchHint")}
        value={sought}
        onChange={(typed) => onSeek(typed === undefined ? undefined : searchable(typed))}
      />
    </FilterBar>
  );
}
