/**
 * Editing one line of a list on a screen of its own. The screen is a page of the history, so that the phone's back
 * button leads from it to the list; what was begun stays until it is saved or another line is opened.
 */
import { useState } from "react";
import { back, go, useRoute } from "../shell/route";

export interface Editor<T> {
  /** The line being edited; none while the list is shown. */
  line: T | null;
  set(line: T): void;
  /** Opens a line, or a new one (`at` is the length of the list). */
  open(at: number, line: T): void;
  /** The list with the edited line in its place. */
  saved(list: T[]): T[];
  close(): void;
}

export function useEditor<T>(step: string): Editor<T> {
  const { query } = useRoute();
  const [edited, setEdited] = useState<{ at: number; line: T } | null>(null);
  const open = query.has("line");
  const corrects = query.get("corrects");
  return {
    line: open && edited ? edited.line : null,
    set: (line) => setEdited((before) => (before ? { ...before, line } : before)),
    open(at, line) {
      setEdited((before) => (before?.at === at ? before : { at, line }));
      const next = new URLSearchParams({ line: String(at) });
      if (corrects) next.set("corrects", corrects);
      go(`/declare/${step}?${next}`);
    },
    saved(list) {
      if (!edited) return list;
      return [...list.slice(0, edited.at), edited.line, ...list.slice(edited.at + 1)];
    },
    close() {
      setEdited(null);
      back();
    },
  };
}
