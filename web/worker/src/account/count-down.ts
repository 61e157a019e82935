/** Seconds that are waited before something can be done again. */
import { useCallback, useEffect, useState } from "react";

/** The seconds left, and what begins the wait. */
export function useCountDown(): [left: number, begin: (seconds: number) => void] {
  const [until, setUntil] = useState(0);
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (until === 0) return undefined;
    const timer = setInterval(() => {
      const rest = secondsUntil(until, Date.now());
      setLeft(rest);
      if (rest === 0) clearInterval(timer);
    }, 1_000);
    return () => clearInterval(timer);
  }, [until]);
  const begin = useCallback((seconds: number) => {
    setUntil(Date.now() + seconds * 1_000);
    setLeft(seconds);
  }, []);
  return [left, begin];
}

/** Whole seconds until an instant, none once it has come. A phone that slept counts on rightly. */
export function secondsUntil(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1_000));
}

/** A wait in the unit people would say it in. */
export function wait(seconds: number): { unit: "seconds" | "minutes" | "hours"; count: number } {
  if (seconds <= 90) return { unit: "seconds", count: seconds };
  if (seconds <= 90 * 60) return { unit: "minutes", count: Math.ceil(seconds / 60) };
  return { unit: "hours", count: Math.ceil(seconds / 3_600) };
}
