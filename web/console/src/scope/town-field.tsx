/** Choosing one of the district's towns. */
import { useQuery } from "@tanstack/react-query";

import { api, taken } from "@sitewarden/kit/api";

import { FilterSelect } from "../list/filter-fields";
import { scopeWords } from "./words";

export interface TownFieldProps {
  value: string | undefined;
  onChange: (town: string | undefined) => void;
}

export function TownField({ value, onChange }: TownFieldProps) {
  const say = scopeWords.useWords();
  const towns = useQuery({
    queryKey: ["towns"],
    queryFn: () => taken(api.GET("/towns")),
    staleTime: 300_000,
  });
  return (
    <FilterSelect
      label={say("town")}
      value={value}
      all={say("allTowns")}
      options={(towns.data ?? []).map((town) => ({ value: town.code, label: town.name }))}
      onChange={onChange}
    />
  );
}
