import type { SameKeys } from "@sitewarden/kit/i18n";

import type { zh } from "./words.zh";

/** What checks on the spot say, in English. */
export const en: SameKeys<typeof zh> = {
  check: "Check on the spot",
  title: "Check on the spot",
  lead: "Measure their temperature while they are with you, and ask how they feel.",
  site: "Where you saw them",
  siteMissing: "Choose a site",
  temperature: "Temperature measured",
  temperaturePlaceholder: "e.g. 36.5",
  temperatureWrong: "A number from 34.0 to 43.0, such as 36.5",
  note: "What you saw",
  notePlaceholder: "e.g. rested for half an hour, no more cough, in good spirits",
  noteShort: "At least 4 characters",
  fitHint:
    "It answers the fever and symptoms told before, and closes such alerts about them at other sites. Do not record it while they are still unwell.",
  feverHint: "From {from} it is a fever. It is recorded as measured, they stay held, and each site where they work is alerted.",
  fit: "Fit: let them in",
  fever: "Record the fever",
  kept: "What you wrote is kept.",
  doneFit: "Recorded; what was told before holds them no longer",
  doneClear: "Recorded; they may enter",
  doneFever: "The fever is recorded; they stay held",
  checks: "Checks",
  by: "{name} at {site}",
};
