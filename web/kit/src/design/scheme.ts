/**
 * Light or dark: what the person chose on this device, or what the system asks for. The choice stands on the
 * document element as `data-scheme`, where `tokens.css` reads it.
 */
import { useSyncExternalStore } from "react";

import type { Scheme } from "./tokens";

/** A choice: one scheme, or to go with the system. */
export type SchemeChoice = Scheme | "system";

const KEY = "sitewarden.scheme";
const listeners = new Set<() => void>();

function kept(): SchemeChoice {
  try {
    const text = localStorage.getItem(KEY);
    return text === "light" || text === "dark" ? text : "system";
  } catch {
    return "system";
  }
}

function systemIsDark(): MediaQueryList | null {
  return typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : null;
}

let choice: SchemeChoice = kept();

function shown(): Scheme {
  if (choice !== "system") return choice;
  return systemIsDark()?.matches ? "dark" : "light";
}

function tell() {
  if (choice === "system") delete document.documentElement.dataset.scheme;
  else document.documentElement.dataset.scheme = choice;
  listeners.forEach((listener) => listener());
}

/** Puts the kept choice on the document and follows the system. Called once, before the first render. */
export function startScheme(): void {
  tell();
  systemIsDark()?.addEventListener("change", tell);
}

/** Takes a choice and keeps it on this device. */
export function chooseScheme(next: SchemeChoice): void {
  choice = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A browser that keeps nothing still shows the choice until the page is closed.
  }
  tell();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The scheme to show now. */
export function useScheme(): Scheme {
  return useSyncExternalStore(subscribe, shown, () => "light");
}

/** What was chosen. */
export function useSchemeChoice(): SchemeChoice {
  return useSyncExternalStore(subscribe, () => choice, () => "system");
}
