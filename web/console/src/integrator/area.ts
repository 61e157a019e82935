/** Which part of the district a token is to reach, as the form has it and as the platform takes it. */
import type { components } from "@sitewarden/kit/api";

export const AREAS = ["district", "town", "community", "site", "contractor"] as const;

export interface TypedArea {
  kind: (typeof AREAS)[number];
  town?: string;
  community?: string;
  site?: string;
  uscc?: string;
}

export function areaOf({ kind, town, community, site, uscc }: TypedArea, district: string): components["schemas"]["NewArea"] {
  switch (kind) {
    case "district":
      return { kind: "district", division: district };
    case "town":
      return { kind: "town", division: town ?? "" };
    case "community":
      return { kind: "community", division: community ?? "" };
    case "site":
      return { kind: "site", site: site ?? "" };
    case "contractor":
      return { kind: "contractor", site: site ?? "", uscc: uscc?.trim() ?? "" };
  }
}

export type Permission = components["schemas"]["Permission"];

/** What may be permitted, in the order people think of it. */
export const PERMISSIONS: readonly Permission[] = [
  "sites.read",
  "figures.read",
  "workers.read",
  "passages.read",
  "workers.add",
  "engagements.end",
];

/** Sites and figures are not one company's. */
export function fits(permission: Permission, kind: TypedArea["kind"]): boolean {
  return kind !== "contractor" || (permission !== "sites.read" && permission !== "figures.read");
}
