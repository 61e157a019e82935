/** What must be said of a list before its file is taken. */
export interface About {
  name: string;
  source: string;
  expires_on: string;
}

/** Whether all that a list must carry is there: a list without an end is not taken. */
export function complete(about: Partial<About>, now: string): about is About {
  return Boolean(about.name?.trim() && about.source?.trim() && about.expires_on && about.expires_on >= now);
}
