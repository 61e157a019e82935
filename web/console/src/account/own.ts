/** How one's own account stands. */
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, taken } from "@sitewarden/kit/api";

import { SESSIONS } from "./sessions-part";

const OWN = ["own-account"] as const;
const PASSKEYS = ["own-passkeys"] as const;

export function useOwnAccount() {
  return useQuery({ queryKey: OWN, queryFn: () => taken(api.GET("/account")) });
}

export function useOwnPasskeys() {
  return useQuery({ queryKey: PASSKEYS, queryFn: () => taken(api.GET("/account/passkeys")) });
}

/** Asks anew for what a changed password or second factor changes. */
export function useChangedAccount(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const key of [OWN, PASSKEYS, SESSIONS]) void queries.invalidateQueries({ queryKey: key });
  };
}
