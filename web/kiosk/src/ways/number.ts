/** Typing a document's number on the gate's keys. The gate itself checks the number. */
import type { Kind } from "./ways-panel";

export const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];
export const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

export const LONGEST: Record<Kind, number> = {
  resident_id: 18,
  passport: 18,
  hong_kong_macao_permit: 11,
  taiwan_permit: 10,
  permanent_residence: 18,
};

/** What is typed, and the place of the sign that the next key takes the place of; none: it goes to the end. */
export interface Typed {
  number: string;
  at: number | null;
}

export const NOTHING: Typed = { number: "", at: null };

/** After a key. One that cannot stand there changes nothing. */
export function typed(kind: Kind, { number, at }: Typed, key: string): Typed {
  const place = at ?? number.length;
  if (place >= LONGEST[kind] || !takes(kind, place, key)) return { number, at };
  return { number: number.slice(0, place) + key + number.slice(place + 1), at: null };
}

/** Whether a key can stand at a place: an identity card has digits, and X only at its end. */
function takes(kind: Kind, place: number, key: string): boolean {
  if (kind !== "resident_id") return /^[0-9A-Z]$/.test(key);
  return /^\d$/.test(key) || (key === "X" && place === 17);
}

/** Without the sign that is chosen, or without the last. */
export function erased({ number, at }: Typed): Typed {
  const place = at ?? number.length - 1;
  return { number: number.slice(0, Math.max(0, place)) + number.slice(place + 1), at: at === null ? null : kept(at, number.length - 1) };
}

/** The choice goes one sign back or on; past the end nothing is chosen. */
export function moved({ number, at }: Typed, by: -1 | 1): Typed {
  const next = (at ?? number.length) + by;
  return { number, at: kept(Math.max(0, next), number.length) };
}

function kept(at: number, length: number): number | null {
  return at < length ? at : null;
}

/** One sign as it is shown: groups of four, and before the end veiled, since others stand by. */
export interface Sign {
  text: string;
  chosen: boolean;
  endsGroup: boolean;
}

export function signs({ number, at }: Typed, revealed: boolean): Sign[] {
  return [...number].map((sign, place) => ({
    text: revealed || place === at || place >= number.length - 4 ? sign : "•",
    chosen: place === at,
    endsGroup: place % 4 === 3,
  }));
}
