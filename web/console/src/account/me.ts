/** Who is signed in. */
import { useQuery, type QueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";

import { api, asProblem, taken, type Me } from "@sitewarden/kit/api";
import { takeZone } from "@sitewarden/kit/zone";

/** Where the answer is kept. */
export const ME = ["me"] as const;

/**
 * Nobody is signed in any more: what the platform answered before is forgotten, so that the next account on this
 * device sees nothing of it.
 */
export function forget(queries: QueryClient): void {
  // The answer to "who" stays a known question: the frame watches it, and leaves when it turns to nobody.
  queries.setQueryData(ME, null);
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== ME[0] });
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
