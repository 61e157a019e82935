import type { SameKeys } from "@sitewarden/kit/i18n";

import type { zh } from "./words.zh";

/** What the dormitory says, in English. */
export const en: SameKeys<typeof zh> = {
  title: "Dormitory",
  lead: "Who slept in which room on which night",
  night: "Night of",
  building: "Building",
  room: "Room",
  people: "People",
  roomIn: "Building {building}, room {room}",
  roomOn: "Building {building}, room {room}, night of {night}",
  who: "Who slept here",
  name: "Name",
  document: "Document number",
  from: "Moved in",
  to: "Moved out",
  still: "Still here",
  close: "Close",
  nobody: "Nobody slept here that night",
  empty: "No rooms yet",
  emptyHint: "Say building and room when workers are added or imported, and they stand here.",
};
