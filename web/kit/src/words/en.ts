import type { SameKeys } from "../i18n/words";
import type { zh } from "./zh";

/** What all pages say alike, in English. */
export const en: SameKeys<typeof zh> = {
  clear: "May enter",
  hold: "Wait first",
  barred: "No entry",
  unknown: "Not known",
  pass: "Let in",
  held: "Asked to wait",
  refused: "Not let in",
  unreachable: "The platform cannot be reached. Check the network and try again.",
  unreachableTitle: "No connection",
  notUnderstood: "Something went wrong and the platform did not say what. Try again.",
  notUnderstoodTitle: "Something went wrong",
  justNow: "just now",
  minutesAgo: "{n} min ago",
  hoursAgo: "{n} h ago",
  daysAgo: "{n} {n|day|days} ago",
  minutesLeft: "{n} min left",
  hoursLeft: "{n} h left",
};
