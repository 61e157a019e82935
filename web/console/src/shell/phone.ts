/** Whether the screen is a phone's: the same width at which the style sheets turn. */
import { useSyncExternalStore } from "react";

const narrow = "(max-width: 767px)";

function listen(listener: () => void): () => void {
  const width = matchMedia(narrow);
  width.addEventListener("change", listener);
  return () => width.removeEventListener("change", listener);
}

export function usePhone(): boolean {
  return useSyncExternalStore(listen, () => matchMedia(narrow).matches);
}
