/** The screen as a lamp: where it is too dark to see a face, everything on it turns light. */
import { useEffect } from "react";

export function useLamp(lit: boolean): void {
  useEffect(() => {
    if (!lit) return;
    const { dataset } = document.documentElement;
    const before = dataset.scheme;
    dataset.scheme = "light";
    return () => {
      if (before === undefined) delete dataset.scheme;
      else dataset.scheme = before;
    };
  }, [lit]);
}
