/** The figures of a part of the district, never older than half a minute; pages that show the same part share one answer. */
import { useQuery } from "@tanstack/react-query";

import { api, taken } from "@sitewarden/kit/api";

import type { Scope } from "./scope";

export function useOverview(scope: Scope, enabled = true) {
  return useQuery({
    queryKey: ["overview", scope],
    queryFn: () => taken(api.GET("/overview", { params: { query: scope } })),
    enabled,
    refetchInterval: 30_000,
  });
}
