/**
 * The outbox: declarations that are finished and not yet taken by the platform. Each carries an id made on the
 * phone, so that sending one twice is the same as sending it once. It stays until the platform has answered for it.
 *
 * It knows nothing of screens; the line and the storage are passed in.
 */
import type { Keep } from "../shell/keep";
import type { Answers } from "./answers";

/** A declaration as it is posted. */
export interface NewDeclaration {
  id: string;
  corrects?: string;
  text_version: string;
  answers: Answers;
}

export interface Waiting {
  person: string;
  /** The site's day it was filled in for. The platform dates a declaration by the day it arrives. */
  day: string;
  declaration: NewDeclaration;
}

/** What became of one attempt to send. */
export type Sending =
  | { sent: true }
  /** The line is cut or the platform is not there: it waits. */
  | { sent: false; retry: true }
  /** The platform will not take it as it is: the person has to look. */
  | { sent: false; retry: false; detail: string };

export type Post = (declaration: NewDeclaration) => Promise<Sending>;

export interface Outcome {
  sent: number;
  waiting: number;
  /** Filled in for an earlier day: what they said is offered as a start for today, never sent as today's. */
  outdated: Waiting[];
  /** Refused, with the platform's sentence. */
  refused: { item: Waiting; detail: string }[];
}

const KEY = "outbox";

export function waiting(keep: Keep, person: string): Waiting[] {
  return all(keep).filter((item) => item.person === person);
}

export function put(keep: Keep, item: Waiting): void {
  keep.write(KEY, [...all(keep).filter((other) => other.declaration.id !== item.declaration.id), item]);
}

export function take(keep: Keep, id: string): void {
  const rest = all(keep).filter((item) => item.declaration.id !== id);
  if (rest.length > 0) keep.write(KEY, rest);
  else keep.drop(KEY);
}

/** Sends what waits for this person, oldest first; stops at the first that finds no line. */
export async function flush(keep: Keep, person: string, today: string, post: Post): Promise<Outcome> {
  const outcome: Outcome = { sent: 0, waiting: 0, outdated: [], refused: [] };
  for (const item of waiting(keep, person)) {
    if (item.day !== today) {
      take(keep, item.declaration.id);
      outcome.outdated.push(item);
      continue;
    }
    const sending = await post(item.declaration);
    if (!sending.sent && sending.retry) break;
    take(keep, item.declaration.id);
    if (sending.sent) outcome.sent += 1;
    else outcome.refused.push({ item, detail: sending.detail });
  }
  outcome.waiting = waiting(keep, person).length;
  return outcome;
}

/** A random id (UUID version 4); made from random bytes where `crypto.randomUUID` is missing, as on plain HTTP. */
export function newId(source: Pick<Crypto, "getRandomValues"> = globalThis.crypto): string {
  const bytes = source.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function all(keep: Keep): Waiting[] {
  return keep.read<Waiting[]>(KEY) ?? [];
}
