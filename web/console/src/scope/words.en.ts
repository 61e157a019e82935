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
  company: "Company",
  companyHere: "One of the contractors at work at this site",
  companyAnywhere: "Type its name or unified social credit code to find it",
  noCompanyHere: "This site has no contractors yet; its manager adds them",
  noCompany: "No such company; a site has to name it first",
  allTowns: "All towns",
  allSites: "All sites",
  chooseSite: "Choose a site first",
  chooseSiteHint: "Then this page shows what belongs to it.",
  oneSite: "Choose a site",
  lookAtSites: "Look through the sites",
  noSite: "No site of that name",
};
