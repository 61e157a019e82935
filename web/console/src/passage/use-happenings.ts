/** What happens while a page is open: passages and alerts as the platform tells them. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";

import type { Alert, PassageRow } from "@sitewarden/kit/api";
import { listen, RELOAD, type Line } from "@sitewarden/kit/api/events";
import { useLanguage } from "@sitewarden/kit/i18n";

import { ME, useEnded } from "../account/me";
import type { Scope } from "../scope/scope";

export interface Happenings {
  passage?: (row: PassageRow) => void;
  alert?: (alert: Alert) => void;
}

/**
 * Listens within a scope while the component is shown; tells whether the line is up. When more happened than is told
 * one by one, or the line was cut in between, everything on the page is read again.
 */
export function useHappenings(scope: Scope, happenings: Happenings): Line {
  const language = useLanguage();
  const queries = useQueryClient();
  const ended = useEnded();
  const [line, setLine] = useState<Line>("connecting");
  const tell = useEffectEvent((event: string, data: string) => {
    if (event === "passage") happenings.passage?.(JSON.parse(data) as PassageRow);
    if (event === "alert") happenings.alert?.(JSON.parse(data) as Alert);
    if (event === RELOAD) void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] });
  });
  const query = new URLSearchParams(scope as Record<string, string>).toString();
  useEffect(
    () => listen(query === "" ? "/events" : `/events?${query}`, ({ event, data }) => tell(event, data), setLine),
    // The platform speaks in the language the line was opened with, and to the session it was opened by.
    [query, language, ended],
  );
  return line;
}
