/**
 * The language of the screens: Chinese unless the person chose English on this device.
 */
import { useSyncExternalStore } from "react";

/** A language, as the platform names it in `Accept-Language`. */
export type Language = "zh-CN" | "en";

const KEY = "sitewarden.language";
const listeners = new Set<() => void>();

function kept(): Language {
  try {
    return localStorage.getItem(KEY) === "en" ? "en" : "zh-CN";
  } catch {
    return "zh-CN";
  }
}

let language: Language = kept();

/** The language now. */
export function currentLanguage(): Language {
  return language;
}

/** Puts the language on the document. Called once, before the first render. */
export function startLanguage(): void {
  document.documentElement.lang = language;
}

/** Takes another language and keeps it on this device. */
export function chooseLanguage(next: Language): void {
  language = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A browser that keeps nothing still shows the choice until the page is closed.
  }
  if (typeof document !== "undefined") document.documentElement.lang = next;
  listeners.forEach((listener) => listener());
}

/** The language now; renders again when it is changed. */
export function useLanguage(): Language {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    currentLanguage,
    () => "zh-CN",
  );
}
