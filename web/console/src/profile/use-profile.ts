/** One disease's profile as the platform knows it. */
import { useQuery } from "@tanstack/react-query";

import { api, taken } from "@sitewarden/kit/api";

export function useProfile(code: string) {
  return useQuery({
    queryKey: ["profile", code],
    queryFn: () => taken(api.GET("/profiles/{profile}", { params: { path: { profile: code } } })),
  });
}
