/**
 * The check of an identity document in the browser, for instant help. The platform checks again and has the last
 * word; the rules are those of the platform"s registry.
 */
export const DOCUMENT_KINDS = [
  "resident_id",
  "passport",
  "hong_kong_macao_permit",
  "taiwan_permit",
  "permanent_residence",
] as const;

export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Why a number is not accepted; `null` where it is. */
export type DocumentFault = "empty" | "form" | "birth_date" | "check_digit" | null;

/** GB 11643-1999, 4.2.5: weights of the first 17 digits, and the check characters by remainder. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = "10X98765432";

const FORMS: Record<Exclude<DocumentKind, "resident_id">, RegExp> = {
  passport: /^[A-Z0-9]{5,18}$/,
  hong_kong_macao_permit: /^[HM](\d{8}|\d{10})$/,
  taiwan_permit: /^\d{8}(\d{2})?$/,
  permanent_residence: /^([A-Z]{3}\d{12}|\d{17}[\dX])$/,
};

/** A number in its normal form: blanks and dashes left out, full-width and lower case folded. */
export function folded(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\s\-\ufeff\u200b]/g, "")
    .toUpperCase();
}

/** The check character of 17 digits. */
export function checkCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return CHECKS.charAt(sum % 11);
}

/** What is wrong with a number of this kind, or `null`. */
export function documentFault(kind: DocumentKind, text: string): DocumentFault {
  const number = folded(text);
  if (!number) return "empty";
  if (kind !== "resident_id") return FORMS[kind].test(number) ? null : "form";
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return "form";
  if (!birthDate(number)) return "birth_date";
  return checkCharacter(number) === number.charAt(17) ? null : "check_digit";
}

/** Whether a document of this kind carries its holder"s day of birth. */
export function carriesBirthDate(kind: DocumentKind, text: string): boolean {
  return kind === "resident_id" || (kind === "permanent_residence" && /^\d{17}[\dX]$/.test(folded(text)));
}

/** The day of birth printed in an 18-digit number, as `1990-03-07`; `null` where no such day exists. */
export function birthDate(number: string): string | null {
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)].map(Number);
  if (!year || !month || !day || year < 1850) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : null;
}

/** A mobile number as its 11 digits, or `null`. Blanks, dashes, full-width digits and a leading +86 are accepted. */
export function mobileNumber(text: string): string | null {
  const digits = folded(text).replace(/^\+/, "");
  const plain = digits.length === 13 ? digits.replace(/^86/, "") : digits;
  return /^1\d{10}$/.test(plain) ? plain : null;
}
