/** Who is signed in. */
import { useQuery, type QueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";

import { api, asProblem, taken, type Me } from "@sitewarden/kit/api";
import { takeZone } from "@sitewarden/kit/zone";

/** Where the answer is kept. */
export const ME = ["me"] as const;

/** Where it is kept that the session ended under an open page. */
const ENDED = ["session-ended"] as const;

const ABOUT_US: readonly string[] = [ME[0], ENDED[0]];

/**
 * Nobody is signed in any more: what the platform answered before is forgotten, so that the next account on this
 * device sees nothing of it.
 */
export function forget(queries: QueryClient): void {
  // The answer to "who" stays a known question: the frame watches it, and leaves when it turns to nobody.
  queries.setQueryData(ME, null);
  queries.setQueryData(ENDED, false);
  queries.removeQueries({ predicate: ({ queryKey }) => !ABOUT_US.includes(queryKey[0] as string) });
}

/**
 * The session has ended. A page that is open stays as it is, with what was typed, until its account signs in again;
 * where none was open yet, there is nothing to keep.
 */
export function end(queries: QueryClient): void {
  if (queries.getQueryData(ME) == null) forget(queries);
  else queries.setQueryData(ENDED, true);
}

/** Someone has signed in: the page goes on if it was theirs, and is told anew what changed meanwhile. */
export function enter(queries: QueryClient, me: Me): void {
  const before = queries.getQueryData<Me | null>(ME);
  // What another account was shown and typed is not for this one.
  if (before != null && before.account !== me.account) return location.assign("/");
  queries.setQueryData(ME, me);
  queries.setQueryData(ENDED, false);
  void queries.invalidateQueries({ predicate: ({ queryKey }) => !ABOUT_US.includes(queryKey[0] as string) });
}

/** Whether the session has ended under the open page. */
export function useEnded(): boolean {
  return useQuery({ queryKey: ENDED, queryFn: () => false, initialData: false, enabled: false }).data;
}

/** The account signed in; null when nobody is. */
export function useSignedIn() {
  return useQuery<Me | null>({
    queryKey: ME,
    staleTime: Infinity,
    queryFn: async () => {
      try {
        const me = await taken(api.GET("/sessions/current"));
        takeZone(me.zone);
        return me;
      } catch (thrown) {
        if (asProblem(thrown).code === "signed_out") return null;
        throw thrown;
      }
    },
  });
}

/** The account of everything inside the frame. */
export const MeContext = createContext<Me | null>(null);

/** The account signed in, inside the frame. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error("useMe outside of the frame");
  return me;
}
