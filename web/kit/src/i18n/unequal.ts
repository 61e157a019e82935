/**
 * What a test asks of a dictionary beyond what its type says: nothing empty, and the same places to fill in both
 * languages.
 */
import type { Language } from "./language";

function places(text: string): string {
  const names = [...text.matchAll(/\{(\w+)/g)].map((match) => match[1]);
  return [...new Set(names)].sort().join(" ");
}

/** The keys at which the two languages are not alike. */
export function unequal(dictionary: { texts: Record<Language, Record<string, string>> }): string[] {
  const { "zh-CN": zh, en } = dictionary.texts;
  const keys = new Set([...Object.keys(zh), ...Object.keys(en)]);
  return [...keys].filter((key) => {
    const [a, b] = [zh[key], en[key]];
    return !a?.trim() || !b?.trim() || places(a) !== places(b);
  });
}
