/** Listens for a hand scanner on the whole page. */
import { useEffect, useRef } from "react";
import { scanner } from "./scanner";

export function useScanner(read: (text: string) => void): void {
  const call = useRef(read);
  useEffect(() => {
    call.current = read;
  });
  useEffect(() => {
    const one = scanner();
    const listen = (event: KeyboardEvent) => {
      const text = one.key(event.key, event.timeStamp);
      if (text === null) return;
      // The Enter that ends a scan must not press the button that happens to have the focus.
      event.preventDefault();
      call.current(text);
    };
    window.addEventListener("keydown", listen, true);
    return () => window.removeEventListener("keydown", listen, true);
  }, []);
}
