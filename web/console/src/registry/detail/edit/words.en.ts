import type { SameKeys } from "@sitewarden/kit/i18n";

import type { zh } from "./words.zh";

/** What editing someone's details says, in English. */
export const en: SameKeys<typeof zh> = {
  edit: "Edit details",
  title: "Edit {name}",
  save: "Save",
  saved: "Saved",
  nothing: "Nothing was changed",
  kept: "What you typed is kept. Correct it and save again.",
  theirs: "What you typed is kept. See the fields in red; to have it your way all the same, save once more.",
  work: "Work",
  phonePart: "Phone",
  contactPart: "Emergency contact",
  roomPart: "Dormitory",
  certificatePart: "Certificates for special operations",
  keep: "Leave as it is ({held})",
  put: "Change it",
  clear: "Remove it",
  moveOut: "Moved out",
  moveIn: "Moved, or another day",
  noneHeld: "None yet",
  newPhone: "New number",
  crewHint: "A new crew is made by its name; empty means no crew",
  enteredOn: "First day",
  movedInOn: "Moved in on",
  movedOutOn: "Moved out on",
  renew: "Renew or correct",
  remove: "Remove",
  restore: "Keep it",
  goes: "Goes when you save",
  addCertificate: "Add a certificate",
  oneMoreCertificate: "One more certificate",
  numberKept: "Left empty, the number stays",
};
