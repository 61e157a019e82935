import type { SameKeys } from "@sitewarden/kit/i18n";

import type { zh } from "./words.zh";

/** What an import from a file says, in English. */
export const en: SameKeys<typeof zh> = {
  choose: "Choose a CSV file",
  chooseOther: "Choose another file",
  drop: "Or drop the file here",
  template: "Download the template",
  encodings: "Save as CSV from a spreadsheet; UTF-8 and GB 18030 are both read.",
  trying: "Trial run; nothing is changed yet",
  taking: "Importing; keep this page open",
  tried: "Trial run done; nothing is changed yet",
  taken: "Imported",
  rows: "Rows",
  added: "Added",
  changed: "Changed",
  unchanged: "Unchanged",
  faulty: "To correct",
  faultsLead: "{n} {n|thing|things} to correct. Other rows are not affected.",
  faultsMore: "The first {n} are shown; all are in the sheet.",
  row: "Row",
  field: "Field",
  message: "What to do",
  sheet: "Download the rows to correct",
  sheetHint: "Correct them in the sheet and send it again.",
  forReal: "Import {n} {n|row|rows}",
  nothing: "No row can be imported yet. Correct them first.",
  nothingNew: "All rows are the same as now; nothing to import.",
  kept: "The file is still here; you can try again.",
  tooLarge: "The file is too large (20 MB at most). Split it.",
  matches: "Matches",
};
