/**
 * Which page is shown: the part of the address after `/worker`. A dozen pages need no more than this.
 */
import { useSyncExternalStore } from "react";

const BASE = "/worker";
const listeners = new Set<() => void>();

export interface Route {
  /** The parts of the path: `/declare/stays` is `["declare", "stays"]`. */
  parts: string[];
  query: URLSearchParams;
}

export function parseRoute(address: string): Route {
  const { pathname, searchParams } = new URL(address, "http://page");
  const path = pathname.startsWith(BASE) ? pathname.slice(BASE.length) : pathname;
  return { parts: path.split("/").filter(Boolean).map(decodeURIComponent), query: searchParams };
}

function tell() {
  listeners.forEach((listener) => listener());
}

/** Goes to a page; `replace` where going back to the page before would make no sense. */
export function go(path: string, { replace = false } = {}): void {
  const address = `${BASE}${path}`;
  if (replace) history.replaceState(history.state, "", address);
  else history.pushState({ within: true }, "", address);
  window.scrollTo(0, 0);
  tell();
}

/** One page back; home when these pages were opened at this one. */
export function back(): void {
  const state = history.state as { within?: boolean } | null;
  if (state?.within) history.back();
  else go("/", { replace: true });
}

export function useRoute(): Route {
  const address = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      window.addEventListener("popstate", listener);
      return () => {
        listeners.delete(listener);
        window.removeEventListener("popstate", listener);
      };
    },
    () => location.pathname + location.search,
  );
  return parseRoute(address);
}
