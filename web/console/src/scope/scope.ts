/** What part of the district a page shows: the account's own reach, narrowed by the address. */
import { useMemo } from "react";

import { useMe } from "../account/me";
import { useFilters } from "../list/filters";

/** The narrowing as the platform's lists take it. */
export interface Scope {
  site?: string;
  town?: string;
}

/** The scope of this page and a way to change it. A site's manager has their site and nothing to choose. */
export function useScope() {
  const me = useMe();
  const { filters, change } = useFilters("town", "site");
  const scope = useMemo<Scope>(() => {
    if (me.role === "site") return me.site == null ? {} : { site: me.site };
    return { ...(filters.site && { site: filters.site }), ...(filters.town && { town: filters.town }) };
  }, [me, filters]);
  return { scope, site: scope.site, fixed: me.role === "site", change };
}
