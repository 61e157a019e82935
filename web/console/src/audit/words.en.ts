import type { SameKeys } from "@sitewarden/kit/i18n";

import type { zh } from "./words.zh";

/** What the audit log says, in English. */
export const en: SameKeys<typeof zh> = {
  title: "Audit",
  lead: "Each change and each look at personal data",
  when: "When",
  who: "Who",
  what: "What",
  about: "About",
  from: "From",
  to: "To",
  reason: "Reason",
  person: "This person",
  onlyPerson: "About one person only",
  allPeople: "About anyone",
  onlyActor: "By one account only",
  allActors: "By anyone",
  site: "Site manager",
  contractor: "Company at a site",
  enterprise: "Company's head office",
  district: "District office",
  town: "Town's officer",
  community: "Community officer",
  worker: "Worker",
  gate: "Gate",
  system_administrator: "System administrator",
  security_administrator: "Security administrator",
  auditor: "Auditor",
  integrator: "Integrator",
  subject: "Account {name}",
  empty: "No entries yet",
  emptyHint: "They appear once someone signs in, looks or changes something.",
};
