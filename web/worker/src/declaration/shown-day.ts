/** A day of this declaration in few characters: `11月9日`, `9 Nov`. */
import type { Language } from "@sitewarden/kit/i18n";

export function shownDay(day: string, language: Language): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  const options = { timeZone: "UTC", month: language === "en" ? "short" : "long", day: "numeric" } as const;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : "zh-CN", options).format(at);
}

/** First and last day; one day is said once. */
export function shownDays(from: string, to: string, language: Language): string {
  if (from === to) return shownDay(from, language);
  return `${shownDay(from, language)} – ${shownDay(to, language)}`;
}
