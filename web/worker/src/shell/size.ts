/** Large letters, for those who read little or see poorly; remembered on this phone. */
import { useSyncExternalStore } from "react";
import { phone } from "./keep";

const listeners = new Set<() => void>();
let large = phone.read<boolean>("large") === true;

/** Puts the size on the document. Called once, before the first render. */
export function startSize(): void {
  document.documentElement.dataset.size = large ? "large" : "normal";
}

export function chooseLarge(next: boolean): void {
  large = next;
  phone.write("large", next);
  startSize();
  listeners.forEach((listener) => listener());
}

export function useLarge(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => large,
  );
}
