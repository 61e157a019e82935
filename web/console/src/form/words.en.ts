import type { SameKeys } from "@sitewarden/kit/i18n";

import type { zh } from "./words.zh";

/** What every form says, in English. */
export const en: SameKeys<typeof zh> = {
  formKept: "What you typed is kept. Correct it and send again.",
  save: "Add",
  saved: "Added: {name}",
  required: "Required",
  reasonShort: "At least 4 characters",
  ownPassword: "Your password once more",
  correct: "Some fields need correcting; see those in red",
};
