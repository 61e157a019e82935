/** Identity numbers of people who do not exist. */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A valid number (GB 11643) from a county, a day of birth (`19880312`) and a serial of three digits. */
export function identityNumber(county: string, born: string, serial: string): string {
  const front = `${county}${born}${serial}`;
  const sum = [...front].reduce((sum, digit, at) => sum + Number(digit) * (WEIGHTS[at] ?? 0), 0);
  return front + "10X98765432".charAt(sum % 11);
}
