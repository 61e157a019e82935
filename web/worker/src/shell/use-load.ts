/** Loads one thing for a page and keeps what is shown in step with what was asked last. */
import { asProblem, type ProblemError } from "@sitewarden/kit/api";
import { useLanguage } from "@sitewarden/kit/i18n";
import { useCallback, useEffect, useRef, useState } from "react";

export interface Loaded<T> {
  data: T | null;
  problem: ProblemError | null;
  again(): void;
}

/** Calls `load` when the page opens, when `key` or the language changes, and on `again`. */
export function useLoad<T>(load: () => Promise<T>, key = ""): Loaded<T> {
  const language = useLanguage();
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{ data: T | null; problem: ProblemError | null }>({ data: null, problem: null });
  const call = useRef(load);
  useEffect(() => {
    call.current = load;
  });
  useEffect(() => {
    let current = true;
    call.current().then(
      (data) => current && setState({ data, problem: null }),
      (thrown: unknown) => current && setState((before) => ({ ...before, problem: asProblem(thrown) })),
    );
    return () => {
      current = false;
    };
  }, [key, language, round]);
  const again = useCallback(() => setRound((count) => count + 1), []);
  return { ...state, again };
}
