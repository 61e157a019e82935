/** The inbox by keyboard: j, k, e, Enter and /. */
import { useEffect, useEffectEvent } from "react";

export interface InboxKeys {
  next: () => void;
  previous: () => void;
  act: () => void;
  open: () => void;
  find: () => void;
}

const meanings: Record<string, keyof InboxKeys> = { j: "next", k: "previous", e: "act", Enter: "open", "/": "find" };

/** Where letters are typed or a dialog is answered. A choice of states takes no letters. */
const typing = "input:not([type=radio]), textarea, select, [role=dialog], [role=combobox]";

/** What a key means where it was pressed: nothing while someone types, chooses or presses a button. */
export function meaning(key: string, target: EventTarget | null, modified: boolean): keyof InboxKeys | undefined {
  if (modified) return undefined;
  const place = target as { closest?: (selector: string) => unknown } | null;
  if (place?.closest?.(typing)) return undefined;
  if (key === "Enter" && place?.closest?.("a, button")) return undefined;
  return meanings[key];
}

export function useInboxKeys(keys: InboxKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const meant = meaning(event.key, event.target, event.ctrlKey || event.metaKey || event.altKey);
    if (meant === undefined) return;
    event.preventDefault();
    keys[meant]();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
}
