/** What the platform says of an edit, put at the fields as they stand in the form. */
import type { FormInstance } from "antd";

import type { ProblemError } from "@sitewarden/kit/api";

import { sentCertificates, type Typed } from "./changes";

type Place = (string | number)[];

/** Where a fault stands; none: the form has no such field. */
export function placeOf(field: string, typed: Typed, base: Typed): Place | undefined {
  const certificate = /^certificates\[(\d+)\]\.(\w+)$/.exec(field);
  if (certificate !== null) {
    const at = sentCertificates(typed, base)[Number(certificate[1])];
    return at === undefined ? undefined : ["certificates", at, certificate[2] ?? ""];
  }
  const puts = { phone: typed.phone_act, emergency: typed.contact_act, lodging: typed.room_act };
  switch (field) {
    case "phone":
      return [puts.phone === "put" ? "phone" : "phone_act"];
    case "emergency":
      return [puts.emergency === "put" ? "emergency_name" : "contact_act"];
    case "lodging":
      return [puts.lodging === "put" ? "building" : "room_act"];
    case "moved_on":
      return [puts.lodging === "put" ? "moved_on" : "left_on"];
    default:
      return fields.includes(field) ? [field] : undefined;
  }
}

const fields: readonly string[] = [
  "crew",
  "contractor",
  "worker_kind",
  "trade",
  "entered_on",
  "emergency_name",
  "emergency_relation",
  "emergency_phone",
  "building",
  "room",
  "certificates",
] satisfies (keyof Typed)[];

/** Puts each fault at its field and goes to the first. Returns what is left to be said above the form. */
export function showEditFaults(form: FormInstance<Typed>, problem: ProblemError, typed: Typed, base: Typed): string[] {
  const rest: string[] = [];
  const placed: { name: Place; errors: string[] }[] = [];
  for (const { field, message } of problem.fields) {
    const name = placeOf(field, typed, base);
    if (name === undefined) rest.push(message);
    else placed.push({ name, errors: [message] });
  }
  form.setFields(placed as Parameters<typeof form.setFields>[0]);
  const [first] = placed;
  if (first !== undefined) form.scrollToField(first.name, { block: "center", focus: true });
  return rest;
}
