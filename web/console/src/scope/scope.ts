/** What part of the district a page shows: the account's own reach, narrowed by the address. */
import { useMemo } from "react";

import { hasOneSite } from "../account/may";
import { useMe } from "../account/me";
import { useFilters } from "../list/filters";

/** The narrowing as the platform's lists take it. */
export interface Scope {
  site?: string;
  town?: string;
}

/**
 * The scope of this page, a way to change it, and how many of its fields are set. Who has one site has
 * nothing to choose.
 */
export function useScope() {
  const me = useMe();
  const { filters, change } = useFilters("town", "site");
  const scope = useMemo<Scope>(() => {
    if (hasOneSite(me.role)) return me.site == null ? {} : { site: me.site };
    return { ...(filters.site && { site: filters.site }), ...(filters.town && { town: filters.town }) };
  }, [me, filters]);
  const fixed = hasOneSite(me.role);
  return { scope, site: scope.site, fixed, change, set: fixed ? 0 : Object.keys(scope).length };
}
