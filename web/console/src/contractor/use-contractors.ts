/** A site's contractors, kept for every page that names one. */
import { useQuery } from "@tanstack/react-query";

import { api, taken } from "@sitewarden/kit/api";

export function useContractors(site: string, enabled = true) {
  return useQuery({
    queryKey: ["contractors", site],
    queryFn: () => taken(api.GET("/sites/{site}/contractors", { params: { path: { site } } })),
    enabled,
  });
}
