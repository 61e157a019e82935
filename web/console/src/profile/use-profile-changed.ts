/** What is asked anew once a profile was changed: itself, and whatever shows who may enter. */
import type { QueryClient } from "@tanstack/react-query";

import type { ProfileDetail } from "@sitewarden/kit/api";

const TOUCHED = ["profiles", "overview", "alerts", "workers", "person", "site", "audit"] as const;

export function useProfileChanged(queries: QueryClient): (page: ProfileDetail) => void {
  return (page) => {
    queries.setQueryData(["profile", page.profile.code], page);
    for (const key of TOUCHED) void queries.invalidateQueries({ queryKey: [key] });
  };
}
