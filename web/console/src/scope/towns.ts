/** The district's towns, for whatever names or offers one. */
import { useQuery } from "@tanstack/react-query";

import { api, taken } from "@sitewarden/kit/api";

export function useTowns(enabled = true) {
  return useQuery({ queryKey: ["towns"], queryFn: () => taken(api.GET("/towns")), staleTime: 300_000, enabled });
}
