/**
 * Dictionaries: one per capability and language. The type of the English one follows from the Chinese one, so
 * that a word in one language alone does not compile.
 */
import { useMemo } from "react";

import { currentLanguage, useLanguage, type Language } from "./language";

/** What fills the places of a text. */
export type Fill = Record<string, string | number>;

/** A dictionary with the keys of another. */
export type SameKeys<D> = { readonly [K in keyof D]: string };

/** Says one text of a dictionary. */
export type Say<K extends string> = (key: K, fill?: Fill) => string;

/**
 * Fills `{name}` places. `{name|one|many}` says `one` when `name` is 1 and `many` otherwise, for languages that
 * tell them apart. A place that nothing fills stays as it is, so that it is seen.
 */
export function filled(text: string, fill: Fill = {}): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (place, name: string, one?: string, many?: string) => {
    const value = fill[name];
    if (value === undefined) return place;
    if (one === undefined || many === undefined) return String(value);
    return Number(value) === 1 ? one : many;
  });
}

/** A dictionary in both languages. */
export interface Dictionary<K extends string> {
  /** Says a text in the language now; for use outside of components. */
  say: Say<K>;
  /** The same as a hook: the component renders again when the language is changed. */
  useWords: () => Say<K>;
  /** Both texts by key. */
  texts: Record<Language, Record<K, string>>;
}

/** Joins the two languages of one capability. */
export function dictionary<const D extends Record<string, string>>(
  zh: D,
  en: SameKeys<NoInfer<D>>,
): Dictionary<keyof D & string> {
  type K = keyof D & string;
  const texts: Record<Language, Record<K, string>> = { "zh-CN": zh, en };
  const sayIn =
    (language: Language): Say<K> =>
    (key, fill) =>
      filled(texts[language][key], fill);
  return {
    texts,
    say: (key, fill) => sayIn(currentLanguage())(key, fill),
    useWords: () => {
      const language = useLanguage();
      return useMemo(() => sayIn(language), [language]);
    },
  };
}

/** The text of `Words` from the platform in the language now. */
export function spoken(words: { zh: string; en: string }, language: Language): string {
  return language === "en" ? words.en : words.zh;
}
