/** What lies in a division, as the platform's list has it: a district's towns, a town's communities. */
import { useQuery } from "@tanstack/react-query";

import { api, taken, type Me } from "@sitewarden/kit/api";

/** The division with what lies directly in it; nothing is asked for an empty code. */
export function useDivision(code: string) {
  return useQuery({
    queryKey: ["division", code],
    queryFn: () => taken(api.GET("/divisions/{code}", { params: { path: { code } } })),
    staleTime: Infinity,
    enabled: code !== "",
  });
}

/** The code of the district that an account of the whole district is for; empty for the others. */
export function districtOf({ scope }: Me): string {
  return scope.kind === "district" || scope.kind === "administration" ? scope.division : "";
}
