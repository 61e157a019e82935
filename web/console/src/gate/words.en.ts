import type { SameKeys } from "@sitewarden/kit/i18n";

import type { zh } from "./words.zh";

/** What gates say, in English. */
export const en: SameKeys<typeof zh> = {
  title: "Gates",
  lead: "A connected gate pulls the roster, knows people and records passages",
  add: "Connect a gate",
  name: "Name",
  namePlaceholder: "e.g. East gate 1",
  required: "Give it a name",
  create: "Make its token",
  tokenTitle: "The token is shown once",
  tokenLead: "Run this line on the gate's computer. If it is lost, remove the gate and connect it again.",
  token: "Token",
  command: "Command",
  saved: "I have kept it",
  online: "On line",
  offline: "Off line",
  never: "Not connected yet",
  state: "State",
  seen: "Last seen",
  roster: "Roster version",
  queue: "To be sent",
  created: "Added",
  remove: "Remove",
  removeTitle: "Remove “{name}”?",
  removeText: "Its token stops working at once; records not sent yet stay in the gate.",
  removed: "Removed",
  failed: "That did not work",
  empty: "No gates yet",
  emptyHint: "Connect one: name it, take its token, run one line on the gate's computer.",
};
