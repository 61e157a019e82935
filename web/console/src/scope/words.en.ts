import type { SameKeys } from "@sitewarden/kit/i18n";

import type { zh } from "./words.zh";

/** What choosing a town and a site says, in English. */
export const en: SameKeys<typeof zh> = {
  town: "Town",
  site: "Site",
  allTowns: "All towns",
  allSites: "All sites",
  chooseSite: "Choose a site first",
  chooseSiteHint: "Then this page shows what belongs to it.",
  oneSite: "Choose a site",
  lookAtSites: "Look through the sites",
  noSite: "No site of that name",
};
