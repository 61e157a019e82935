import type { SameKeys } from "@sitewarden/kit/i18n";

import type { zh } from "./words.zh";

/** What choosing a town and a site says, in English. */
export const en: SameKeys<typeof zh> = {
  town: "Town",
  community: "Community",
  communityHint: "Type part of its name to find it",
  noDivision: "None of that name",
  listFailed: "The list did not open. Connect and try again",
  site: "Site",
  allTowns: "All towns",
  allSites: "All sites",
  chooseSite: "Choose a site first",
  chooseSiteHint: "Then this page shows what belongs to it.",
  oneSite: "Choose a site",
  lookAtSites: "Look through the sites",
  noSite: "No site of that name",
};
