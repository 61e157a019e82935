/**
 * Days, instants and measures as people read them, in the language now and the zone of the device.
 */
import { currentLanguage, type Language } from "../i18n/language";
import { kitWords } from "../words/words";

const made = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${language} ${key}`;
  const known = made.get(name);
  if (known !== undefined) return known;
  const fresh = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "zh-CN", { hourCycle: "h23", ...options });
  made.set(name, fresh);
  return fresh;
}

/** `2月17日 09:05`; with the year where it is not this one. */
export function instant(at: string, now: Date = new Date()): string {
  const date = new Date(at);
  const year = date.getFullYear() === now.getFullYear() ? undefined : ("numeric" as const);
  return formatter(currentLanguage(), `instant${year ?? ""}`, {
    ...(year === undefined ? {} : { year }),
    month: currentLanguage() === "en" ? "short" : "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(date);
}

/** `09:05:33`. */
export function clock(at: string): string {
  const options = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  return formatter(currentLanguage(), "clock", options).format(new Date(at));
}

/** `2020年2月17日`, from `2020-02-17`, which belongs to no zone. */
export function day(text: string): string {
  const options = { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" } as const;
  return formatter(currentLanguage(), "day", options).format(new Date(`${text}T00:00:00Z`));
}

/** Today as `2020-02-17` in the zone of the device. */
export function today(now: Date = new Date()): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
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
