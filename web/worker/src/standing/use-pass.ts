/** Keeps a fresh pass while the page is open and in sight. */
import { api, taken, type Pass } from "@sitewarden/kit/api";
import { useEffect, useState } from "react";
import { freshness, RENEW_AFTER_MS, RETRY_AFTER_MS, type Freshness } from "./freshness";

export interface HeldPass {
  pass: Pass | null;
  /** When it came, by the phone's clock. */
  cameAt: number | null;
  freshness: Freshness;
  /** The last attempt to get one failed. */
  failing: boolean;
  now: Date;
}

export function usePass(): HeldPass {
  const [held, setHeld] = useState<{ pass: Pass; cameAt: number } | null>(null);
  const [failing, setFailing] = useState(false);
  const [now, setNow] = useState(() => new Date());

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let closed = false;
    const ask = async () => {
      clearTimeout(timer);
      let wait = RENEW_AFTER_MS;
      try {
        const askedAt = Date.now();
        const pass = await taken(api.GET("/me/pass"));
        if (closed) return;
        setHeld({ pass, cameAt: askedAt });
        setFailing(false);
      } catch {
        if (closed) return;
        setFailing(true);
        wait = RETRY_AFTER_MS;
      }
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), wait);
    };
    const seen = () => {
      if (document.visibilityState === "visible") void ask();
    };
    const again = () => void ask();
    void ask();
    document.addEventListener("visibilitychange", seen);
    window.addEventListener("online", again);
    return () => {
      closed = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
      window.removeEventListener("online", again);
    };
  }, []);

  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000);
    return () => clearInterval(timer);
  }, []);

  return {
    pass: held?.pass ?? null,
    cameAt: held?.cameAt ?? null,
    freshness: held ? freshness(held.cameAt, now.getTime()) : "old",
    failing,
    now,
  };
}
