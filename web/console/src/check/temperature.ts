/** A temperature as staff type it off a thermometer. */

const LOWEST_TENTHS = 340;
const HIGHEST_TENTHS = 430;

/** The tenths of a degree meant by `36.5`, `３６．５`, `36,5`, `365` or `36`; none when it is no temperature at all. */
export function typedTenths(text: string): number | undefined {
  const typed = text.normalize("NFKC").replace(/[,。]/, ".").replace("℃", "").replace("°C", "").trim();
  if (/^\d{3}$/.test(typed)) return Number(typed);
  if (!/^\d{2}(\.\d?)?$/.test(typed)) return undefined;
  return Math.round(Number(typed) * 10);
}

/** Whether somebody can have it: the rest is mistyped. */
export function possible(tenths: number | undefined): tenths is number {
  return tenths !== undefined && tenths >= LOWEST_TENTHS && tenths <= HIGHEST_TENTHS;
}
