/** Which columns of a list are shown: chosen by whoever looks, kept in this browser. */
import { useState } from "react";

import type { Column } from "./rows";

const keyOf = (list: string) => `sitewarden.columns.${list}`;

/** The columns kept, as they were written down; what cannot be read is as if nothing was. */
export function readColumns(kept: string | null, known: readonly string[], usual: readonly string[]): string[] {
  try {
    const read: unknown = JSON.parse(kept ?? "null");
    const chosen = Array.isArray(read) ? known.filter((key) => read.includes(key)) : [];
    return chosen.length > 0 ? chosen : [...usual];
  } catch {
    return [...usual];
  }
}

/** Whether a column may be taken away: the first says whom the row is about. */
export function mayHide<T>(columns: readonly Column<T>[], key: string): boolean {
  return columns[0]?.key !== key;
}

/** The columns of a list that are shown, in their own order, and a way to choose others. */
export function useColumns<T>(list: string, all: Column<T>[]) {
  const keys = all.map((column) => column.key);
  const usual = all.filter((column) => column.extra !== true).map((column) => column.key);
  const [chosen, setChosen] = useState(() => readColumns(localStorage.getItem(keyOf(list)), keys, usual));
  const choose = (next: string[]) => {
    const kept = keys.filter((key) => next.includes(key) || !mayHide(all, key));
    localStorage.setItem(keyOf(list), JSON.stringify(kept));
    setChosen(kept);
  };
  return { shown: all.filter((column) => chosen.includes(column.key)), chosen, choose };
}
