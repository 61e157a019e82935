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
  notUnderstood: "Something went wrong and the platform did not say what. Try again.",
  justNow: "just now",
  minutesAgo: "{n} min ago",
  hoursAgo: "{n} h ago",
  daysAgo: "{n} {n|day|days} ago",
  minutesLeft: "{n} min left",
  hoursLeft: "{n} h left",
  problem_denied: "Not within your account",
  problem_signed_out: "Sign in first",
  problem_change_password: "Change the password first",
  problem_enrol_second_factor: "Set up the second factor first",
  problem_not_found: "Not found",
  problem_conflict: "This does not fit",
  problem_device: "The device did not do it",
  problem_invalid: "Some things to correct",
  problem_too_many: "Too many tries",
  problem_too_large: "Too large",
  problem_unavailable: "The platform is busy",
  problem_internal: "Something went wrong",
  problem_unreachable: "No connection",
};
