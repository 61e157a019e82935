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

/** Whether a key can follow what is typed: an identity card has digits, and X only at its end. */
export function takes(kind: Kind, typed: string, key: string): boolean {
  if (typed.length >= LONGEST[kind]) return false;
  if (kind !== "resident_id") return /^[0-9A-Z]$/.test(key);
  return /^\d$/.test(key) || (key === "X" && typed.length === 17);
}

/** What is shown of a number while it is typed: its end, since others stand by. Groups of four. */
export function veiled(number: string): string {
  const shown = number.slice(-4);
  return ("•".repeat(number.length - shown.length) + shown).replace(/(.{4})(?=.)/g, "$1 ");
}
