/**
 * The time zone all days and times are shown in: the district's, not the device's, so that a phone or a computer
 * set to another place shows the day the site lives in. It knows nothing of what is shown.
 */
const KEY = "sitewarden.zone";

/** Before the platform has told its own: the zone it has where nothing else is set. */
const UNTOLD = "Asia/Shanghai";

function known(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function kept(): string {
  try {
    const zone = localStorage.getItem(KEY);
    return zone !== null && known(zone) ? zone : UNTOLD;
  } catch {
    return UNTOLD;
  }
}

let zone: string | undefined;

/** The zone now (IANA). */
export function currentZone(): string {
  return (zone ??= kept());
}

/**
 * Takes the zone the platform or the gate told, and keeps it on this device for a start without a line. One that
 * this browser does not know changes nothing.
 */
export function takeZone(told: string): void {
  if (told === zone || !known(told)) return;
  zone = told;
  try {
    localStorage.setItem(KEY, told);
  } catch {
    // A browser that keeps nothing hears it again at the next start.
  }
}
