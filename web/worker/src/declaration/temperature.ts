/** Typing a temperature on big keys: the digits fill up from the left, `3 6 5` is 36.5. */
import { HIGHEST_TENTHS, LOWEST_TENTHS } from "./answers";

/** The tenths that three typed digits mean; none while fewer are typed. */
export function typedTenths(digits: string): number | null {
  return /^\d{3}$/.test(digits) ? Number(digits) : null;
}

export function possible(tenths: number): boolean {
  return tenths >= LOWEST_TENTHS && tenths <= HIGHEST_TENTHS;
}

/** One digit more; a fourth begins anew. */
export function withDigit(digits: string, digit: string): string {
  return digits.length >= 3 ? digit : digits + digit;
}

/** What is shown while typing: `36.–`. */
export function shownDigits(digits: string): string {
  const [a = "–", b = "–", c = "–"] = [...digits];
  return `${a}${b}.${c}`;
}
