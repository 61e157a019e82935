import type { SameKeys } from "@sitewarden/kit/i18n";

import type { zh } from "./words.zh";

/** What contractors and crews say, in English. */
export const en: SameKeys<typeof zh> = {
  title: "Contractors",
  lead: "Who works here, and whose each crew is",
  add: "Add a contractor",
  name: "Contractor",
  uscc: "Unified social credit code",
  usccHint: "18 characters, on the business licence",
  nameHint: "A contractor that is registered keeps its first name",
  kind: "As what",
  people: "At work",
  since: "Since",
  until: "Left on {day}",
  end: "Leave",
  endTitle: "Has {name} left?",
  endText: "Lists can no longer name this contractor; what was recorded stays.",
  ended: "Left",
  empty: "No contractors yet",
  emptyHint: "Add the general contractor and the labour subcontractors first; then lists can say whose people they are.",
  leave: "All leave",
  leaveTitle: "Do all {n} of {name} leave?",
  leaveText: "Gates stop letting them in at once. It can be undone for 30 minutes; then their face templates are deleted.",
  leftNow: "{name} has left",
  left: "{n} people of {name} left at {at}",
  undoUntil: "Can be undone until {at}",
  undo: "Undo",
  backNow: "{n} people are back",
  crews: "Crews",
  crew: "Crew",
  whose: "Whose it is",
  nobodys: "No contractor",
  assigned: "Changed",
  crewsEmpty: "No crews yet. They are made when workers are added or imported.",
};
