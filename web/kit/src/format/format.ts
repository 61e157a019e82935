/**
 * Days, instants and measures as people read them, in the language now and the zone of the district.
 */
import { currentLanguage, type Language } from "../i18n/language";
import { kitWords } from "../words/words";
import { currentZone } from "./zone";

const made = new Map<string, Intl.DateTimeFormat>();

/** Formats with the options in the district's zone, unless they name another. */
function formatter(language: Language, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const timeZone = options.timeZone ?? currentZone();
  const name = `${language} ${timeZone} ${key}`;
  const known = made.get(name);
  if (known !== undefined) return known;
  const locale = language === "en" ? "en-GB" : "zh-CN";
  const fresh = new Intl.DateTimeFormat(locale, { hourCycle: "h23", ...options, timeZone });
  made.set(name, fresh);
  return fresh;
}

/** `2月17日 09:05`; with the year where it is not this one. */
export function instant(at: string | Date, now: Date = new Date()): string {
  const date = new Date(at);
  const year = today(date).slice(0, 4) === today(now).slice(0, 4) ? undefined : ("numeric" as const);
  return formatter(currentLanguage(), `instant${year ?? ""}`, {
    ...(year === undefined ? {} : { year }),
    month: currentLanguage() === "en" ? "short" : "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(date);
}

/** `09:05:33`. */
export function clock(at: string | Date): string {
  const options = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  return formatter(currentLanguage(), "clock", options).format(new Date(at));
}

/** `09:05`. */
export function minuteOfDay(at: string | Date): string {
  return formatter(currentLanguage(), "minute", { hour: "2-digit", minute: "2-digit" }).format(new Date(at));
}

/** `2月17日星期一`. */
export function dayOfWeek(at: string | Date): string {
  const options = { month: "long", day: "numeric", weekday: "long" } as const;
  return formatter(currentLanguage(), "weekday", options).format(new Date(at));
}

/** `2020年2月17日`, from `2020-02-17`, which belongs to no zone. */
export function day(text: string): string {
  const options = { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" } as const;
  return formatter(currentLanguage(), "day", options).format(new Date(`${text}T00:00:00Z`));
}

/** Today as `2020-02-17` in the district's zone. */
export function today(now: Date = new Date()): string {
  const two = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const parts = new Map(formatter("en", "today", two).formatToParts(now).map(({ type, value }) => [type, value]));
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}

/** How long ago, in the largest unit that says enough. */
export function ago(at: string, now: Date = new Date()): string {
  const minutes = Math.floor((now.getTime() - new Date(at).getTime()) / 60_000);
  if (minutes < 1) return kitWords.say("justNow");
  if (minutes < 60) return kitWords.say("minutesAgo", { n: minutes });
  if (minutes < 48 * 60) return kitWords.say("hoursAgo", { n: Math.floor(minutes / 60) });
  return kitWords.say("daysAgo", { n: Math.floor(minutes / 1440) });
}

/** How long until an instant; undefined when it has passed. */
export function left(until: string, now: Date = new Date()): string | undefined {
  const minutes = Math.ceil((new Date(until).getTime() - now.getTime()) / 60_000);
  if (minutes <= 0) return undefined;
  if (minutes < 120) return kitWords.say("minutesLeft", { n: minutes });
  return kitWords.say("hoursLeft", { n: Math.floor(minutes / 60) });
}

/** `36.6 ℃`, from tenths of a degree. */
export function temperature(tenths: number): string {
  return `${(tenths / 10).toFixed(1)} ℃`;
}

/** `30,000`. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}
