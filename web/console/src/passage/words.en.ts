import type { SameKeys } from "@sitewarden/kit/i18n";

import type { zh } from "./words.zh";

/** What passages say, in English. */
export const en: SameKeys<typeof zh> = {
  title: "Passages",
  lead: "What the gates answered, newest first",
  answer: "Answer",
  pass: "Let in",
  hold: "Wait",
  refuse: "Refused",
  who: "Who",
  notKnown: "Not recognised",
  time: "Time",
  where: "Where",
  how: "How",
  face: "Face",
  qr: "QR code",
  number: "Number",
  in: "In",
  out: "Out",
  why: "Why",
  temperature: "Temperature",
  day: "Day",
  late: "Recorded while off line, sent later",
  empty: "Nobody has passed yet",
  emptyHint: "Once a gate is connected, each passing appears here at once.",
  emptyConnected: "Each passing appears here at once.",
  addGate: "Connect a gate",
  live: "New passings appear at once",
  connecting: "Connecting",
  cut: "Cut off, connecting again; what is shown stays",
  liveAlerts: "New alerts appear at once",
};
