/**
 * What a form of someone's details changes: only what is not as it was read is sent. What is masked is never in the
 * form, so it is never sent back as if it had been typed.
 */
import type { components, Contractor, WorkerDetail } from "@sitewarden/kit/api";

export type Changes = components["schemas"]["DetailsDraft"];
type Held = components["schemas"]["CertificateView"];

/** What becomes of something that is on record. */
export type Act = "keep" | "put" | "clear";

export interface TypedCertificate {
  /** Of one that is held: which, and how it reads. */
  id?: string;
  held?: string;
  removed?: boolean;
  /** Whether the fields of one that is held stand open. */
  open?: boolean;
  kind?: string;
  number?: string;
  issued_on?: string;
  expires_on?: string;
}

export interface Typed {
  crew?: string;
  contractor?: string;
  worker_kind?: string;
  trade?: string;
  entered_on?: string;
  phone_act: Act;
  phone?: string;
  contact_act: Act;
  emergency_name?: string;
  emergency_relation?: string;
  emergency_phone?: string;
  room_act: Act;
  building?: string;
  room?: string;
  moved_on?: string;
  /** The day of moving out. */
  left_on?: string;
  certificates: TypedCertificate[];
}

const plain = ["crew", "contractor", "worker_kind", "trade", "entered_on"] as const;

/** The engagement that is edited. */
export function editedEngagement(worker: WorkerDetail) {
  return worker.engagements.find((row) => row.id === worker.edit?.engagement);
}

/** The form as it begins: what is on record, apart from what is masked. */
export function begun(worker: WorkerDetail, contractors: Contractor[]): Typed {
  const row = editedEngagement(worker);
  const company = contractors.find(({ organisation }) => organisation.name === row?.contractor);
  return {
    crew: row?.crew ?? "",
    contractor: company?.organisation.uscc ?? row?.contractor ?? undefined,
    worker_kind: row?.kind ?? "worker",
    trade: row?.trade ?? undefined,
    entered_on: row?.entered_on ?? "",
    phone_act: worker.phone == null ? "put" : "keep",
    contact_act: worker.emergency == null ? "put" : "keep",
    room_act: worker.room == null ? "put" : "keep",
    building: worker.room?.building ?? "",
    room: worker.room?.room ?? "",
    moved_on: worker.room?.since ?? "",
    certificates: worker.certificates.map(heldCertificate),
  };
}

function heldCertificate(held: Held): TypedCertificate {
  return {
    id: held.id,
    held: `${held.name} ${held.number}`,
    kind: held.kind,
    issued_on: held.issued_on,
    expires_on: held.expires_on,
  };
}

const text = (value: string | undefined) => value?.trim() ?? "";

/** What is to be sent; nothing that is as it was. */
export function changesOf(typed: Typed, base: Typed): Changes {
  const changes: Changes = { certificates: [] };
  for (const field of plain) {
    if (text(typed[field]) !== text(base[field])) changes[field] = text(typed[field]);
  }
  if (typed.phone_act === "clear") changes.phone = "";
  if (typed.phone_act === "put" && text(typed.phone) !== "") changes.phone = text(typed.phone);
  const contact = ["emergency_name", "emergency_relation", "emergency_phone"] as const;
  const names = contact.some((field) => text(typed[field]) !== "");
  if (typed.contact_act === "clear" || (typed.contact_act === "put" && names)) {
    for (const field of contact) changes[field] = typed.contact_act === "put" ? text(typed[field]) : "";
  }
  if (moves(typed, base)) {
    for (const field of ["building", "room"] as const) changes[field] = typed.room_act === "put" ? text(typed[field]) : "";
    changes.moved_on = text(typed.room_act === "put" ? typed.moved_on : typed.left_on);
  }
  changes.certificates = typed.certificates.flatMap((one) => certificateChange(one, base));
  return changes;
}

function moves(typed: Typed, base: Typed): boolean {
  if (typed.room_act !== "put") return typed.room_act === "clear";
  return (["building", "room", "moved_on"] as const).some((field) => text(typed[field]) !== text(base[field]));
}

function certificateChange(one: TypedCertificate, base: Typed): NonNullable<Changes["certificates"]> {
  const held = base.certificates.find(({ id }) => id !== undefined && id === one.id);
  const fields = ["kind", "number", "issued_on", "expires_on"] as const;
  const nothing = { kind: "", number: "", issued_on: "", expires_on: "" };
  if (one.removed === true) return one.id === undefined ? [] : [{ id: one.id, removed: true, ...nothing }];
  if (fields.every((field) => text(one[field]) === text(held?.[field]))) return [];
  const said = { kind: text(one.kind), number: text(one.number), issued_on: text(one.issued_on), expires_on: text(one.expires_on) };
  return [{ id: one.id ?? null, removed: false, ...said }];
}

/** Where those certificates stand in the form that are sent, in the order in which they are. */
export function sentCertificates(typed: Typed, base: Typed): number[] {
  return typed.certificates.flatMap((one, at) => (certificateChange(one, base).length > 0 ? [at] : []));
}

/** Whether anything is sent at all. */
export function changesNothing(changes: Changes): boolean {
  return Object.keys(changes).length === 1 && changes.certificates?.length === 0;
}

/** The form over what is on record now: what was typed stays, what was not touched is as it is now. */
export function rebased(typed: Typed, base: Typed, now: Typed): Typed {
  const next: Typed = { ...typed };
  for (const field of plain) {
    if (text(typed[field]) === text(base[field])) next[field] = now[field];
  }
  if (typed.phone_act === base.phone_act && text(typed.phone) === "") next.phone_act = now.phone_act;
  if (typed.contact_act === base.contact_act && text(typed.emergency_name) === "") next.contact_act = now.contact_act;
  if (!moves(typed, base)) {
    next.room_act = now.room_act;
    for (const field of ["building", "room", "moved_on"] as const) next[field] = now[field];
  }
  const touched = (id: string | undefined) =>
    typed.certificates.find((one) => one.id === id && certificateChange(one, base).length > 0);
  next.certificates = [
    ...now.certificates.map((held) => touched(held.id) ?? held),
    ...typed.certificates.filter((one) => one.id === undefined),
  ];
  return next;
}
