/** Who is signed in. */
import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";

import { api, asProblem, taken, type Me } from "@sitewarden/kit/api";

/** Where the answer is kept. */
export const ME = ["me"] as const;

/** The account signed in; null when nobody is. */
export function useSignedIn() {
  return useQuery<Me | null>({
    queryKey: ME,
    staleTime: Infinity,
    queryFn: async () => {
      try {
        return await taken(api.GET("/sessions/current"));
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
