/** Values of a profile as people say them. */
import type { DiseaseProfile } from "@sitewarden/kit/api";

import type { profileWords } from "./words";

type Say = ReturnType<typeof profileWords.useWords>;

/** Hours as days where they are whole ones. */
export function duration(hours: number, say: Say): string {
  return hours % 24 === 0 || hours > 72 ? say("days", { n: hours / 24 }) : say("hours", { n: hours });
}

export function incubationText({ incubation }: DiseaseProfile, say: Say): string | undefined {
  if (incubation == null) return undefined;
  const fill = { shortest: duration(incubation.shortest, say), longest: duration(incubation.longest, say) };
  if (incubation.usual == null) return say("incubationText", fill);
  return say("incubationUsual", { ...fill, usual: duration(incubation.usual, say) });
}

export function infectiousText({ infectious }: DiseaseProfile, say: Say): string | undefined {
  if (infectious == null) return undefined;
  const to = infectious.to_day;
  return say("infectiousText", {
    anchor: say(`anchor_${infectious.anchor}`),
    from: dayText(infectious.from_day, say),
    to: to == null ? say("untilWell") : dayText(to, say),
  });
}

function dayText(at: number, say: Say): string {
  if (at === 0) return say("dayOf");
  return at < 0 ? say("dayBefore", { n: -at }) : say("dayAfter", { n: at });
}

/** Tenths of a degree as a person writes them: 37.3, 35. */
export function degrees(tenths: number): string {
  return tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1);
}
