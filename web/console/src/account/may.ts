/** What a role does here, so that pages offer no more than that; the platform decides. */
import type { Me } from "@sitewarden/kit/api";

type Role = Me["role"];

/** Answers for everyone at a place: acts on alerts, reads declarations, sees an identity in full for a reason. */
export function answersForPlace(role: Role): boolean {
  return role === "district" || role === "town" || role === "community" || role === "site";
}

/** Has one site and nothing to choose: its manager, and the clerk of a company there. */
export function hasOneSite(role: Role): boolean {
  return role === "site" || role === "contractor";
}

/** Brings people to the site and ends crews' time there: its manager, and a company's clerk for the company's own. */
export const takesIn = hasOneSite;
