/** A ride in one line: by what, its number, from where to where. */
import type { Trip } from "./answers";
import type { declarationWords } from "./words";

export function tripText(trip: Trip, say: ReturnType<typeof declarationWords.useWords>): string {
  const way = trip.from || trip.to ? `${trip.from || "…"} → ${trip.to || "…"}` : "";
  return [say(`mode_${trip.mode}`), trip.number, way].filter(Boolean).join(" ");
}
