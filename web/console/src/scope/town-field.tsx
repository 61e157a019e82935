/** Choosing one of the district's towns. */
import { FilterSelect } from "../list/filter-fields";
import { useTowns } from "./towns";
import { scopeWords } from "./words";

export interface TownFieldProps {
  value: string | undefined;
  onChange: (town: string | undefined) => void;
}

export function TownField({ value, onChange }: TownFieldProps) {
  const say = scopeWords.useWords();
  const towns = useTowns();
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
