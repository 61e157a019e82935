/** Where each figure of today leads: the list behind it, narrowed to just what was counted. */
import { today } from "@sitewarden/kit/format";

import { writeFilters } from "../list/filters";
import type { Scope } from "../scope/scope";

type Figure = "people" | "clear" | "hold" | "barred" | "pending" | "passed" | "held" | "refused" | "alerts" | "gates";

/** The addresses. People and gates are listed by site: with several, the way leads over the list of sites. */
export function figureLinks(scope: Scope, now: Date = new Date()): Record<Figure, string> {
  const address = (page: string, filters: Record<string, string | undefined>) => {
    const text = writeFilters(new URLSearchParams(), { town: scope.town, site: scope.site, ...filters }).toString();
    return text === "" ? page : `${page}?${text}`;
  };
  const people = (filters: Record<string, string>) =>
    scope.site === undefined ? address("/sites", {}) : address("/workers", filters);
  const passages = (answer: string) => address("/passages", { answer, day: today(now) });
  return {
    people: people({}),
    clear: people({ standing: "clear" }),
    hold: people({ standing: "hold" }),
    barred: people({ standing: "barred" }),
    pending: people({ engagement: "pending" }),
    passed: passages("pass"),
    held: passages("hold"),
    refused: passages("refuse"),
    alerts: address("/alerts", {}),
    gates: scope.site === undefined ? address("/sites", {}) : address("/gates", {}),
  };
}
