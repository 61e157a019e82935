/** Makes words as large as their place allows: a long name or reason is set smaller, never cut off. */
import { useLayoutEffect, type RefObject } from "react";

/** Sizes tried, in parts of the full one. */
const STEP = 0.04;
const SMALLEST = 0.4;

/** Sets `--fit` on the element to the largest part at which nothing in it overflows; anew for each `what`. */
export function useFit(place: RefObject<HTMLElement | null>, what: string): void {
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const fit = () => {
      for (let part = 1; part >= SMALLEST; part -= STEP) {
        element.style.setProperty("--fit", part.toFixed(2));
        if (element.scrollHeight <= element.clientHeight && element.scrollWidth <= element.clientWidth) return;
      }
    };
    fit();
    window.addEventListener("resize", fit);
    return () => window.removeEventListener("resize", fit);
  }, [place, what]);
}
