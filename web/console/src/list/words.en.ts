import type { SameKeys } from "@sitewarden/kit/i18n";

import type { zh } from "./words.zh";

/** What every list says, in English. */
export const en: SameKeys<typeof zh> = {
  more: "Show more",
  shown: "{n} shown",
  end: "That is all",
  keptFilters: "Your filters are kept.",
  keptList: "Your filters and what is shown are kept.",
  clearFilters: "Clear filters",
  nothing: "Nothing found",
  nothingHint: "Try other filters.",
  all: "All",
  columns: "Choose columns",
  filters: "Filters",
  filtersSet: "Filters ({n})",
};
