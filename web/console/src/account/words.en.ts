import type { SameKeys } from "@sitewarden/kit/i18n";

import type { zh } from "./words.zh";

/** What signing in and sign-ins say, in English. */
export const en: SameKeys<typeof zh> = {
  title: "Sign in",
  lead: "For the staff of sites, towns and the district",
  accountName: "Account",
  password: "Password",
  enter: "Sign in",
  nameMissing: "Enter your account",
  passwordMissing: "Enter your password",
  wait: "Too many tries. Come back in {n} min.",
  workerHint: "Workers: open on your phone",
  workerPages: "Worker pages",
  sessionsTitle: "My sign-ins",
  sessionsLead: "End any you do not know; it stops working at once",
  device: "Device",
  since: "Signed in",
  lastSeen: "Last used",
  thisOne: "This one",
  end: "End it",
  ended: "Ended",
  endFailed: "Could not be ended",
  noSessions: "No sign-ins",
  unknownDevice: "Unknown device",
  wrong: "The account or the password is not right. Try again.",
};
