/** What narrows a site's workers, in the address and in the question to the platform. */
import type { Paths } from "@sitewarden/kit/api";

import { searchable, type Filters } from "../list/filters";

/** Their names in the address. What is searched for stands in none. */
export const workerFilterNames = ["crew", "contractor", "kind", "day", "standing", "engagement", "face"] as const;

export type WorkerFilterName = (typeof workerFilterNames)[number];

type Query = NonNullable<Paths["/sites/{site}/workers"]["get"]["parameters"]["query"]>;

/** What each filter may say. */
export const standings = ["clear", "hold", "barred"] as const;
export const engagements = ["pending", "active", "ended"] as const;
export const faces = ["none", "consented", "enrolled"] as const;
export const kinds = ["manager", "worker"] as const;

function known<T extends string>(choices: readonly T[], value: string | undefined): T | undefined {
  return choices.find((choice) => choice === value);
}

/** The filters as the platform takes them; a word it does not know is left out. */
export function workerQuery(filters: Filters<WorkerFilterName>, sought?: string): Query {
  const standing = known(standings, filters.standing);
  const engagement = known(engagements, filters.engagement);
  const face = known(faces, filters.face);
  const kind = known(kinds, filters.kind);
  return {
    ...(sought !== undefined && { q: searchable(sought) }),
    ...(filters.crew && { crew: filters.crew }),
    ...(filters.contractor && { contractor: filters.contractor }),
    ...(kind && { kind }),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(filters.day ?? "") && { day: filters.day }),
    ...(standing && { standing }),
    ...(engagement && { engagement }),
    ...(face && { face }),
  };
}
