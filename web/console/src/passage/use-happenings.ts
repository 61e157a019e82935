/** What happens while a page is open: passages and alerts as the platform tells them. */
import { useEffect, useEffectEvent, useState } from "react";

import type { Alert, PassageRow } from "@sitewarden/kit/api";
import { listen, type Line } from "@sitewarden/kit/api/events";
import { useLanguage } from "@sitewarden/kit/i18n";

import type { Scope } from "../scope/scope";

export interface Happenings {
  passage?: (row: PassageRow) => void;
  alert?: (alert: Alert) => void;
  /** More happened at once than is told one by one: what is shown is to be read again. */
  reload?: () => void;
}

/** Listens within a scope while the component is shown; tells whether the line is up. */
export function useHappenings(scope: Scope, happenings: Happenings): Line {
  const language = useLanguage();
  const [line, setLine] = useState<Line>("connecting");
  const tell = useEffectEvent((event: string, data: string) => {
    if (event === "passage") happenings.passage?.(JSON.parse(data) as PassageRow);
    if (event === "alert") happenings.alert?.(JSON.parse(data) as Alert);
    if (event === "reload") happenings.reload?.();
  });
  const query = new URLSearchParams(scope as Record<string, string>).toString();
  useEffect(
    () => listen(query === "" ? "/events" : `/events?${query}`, ({ event, data }) => tell(event, data), setLine),
    // The platform speaks in the language the line was opened with.
    [query, language],
  );
  return line;
}
