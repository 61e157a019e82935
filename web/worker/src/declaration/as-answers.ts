/** Answers as the platform gives them, with what it may leave out filled in. */
import type { Answers as Wire } from "@sitewarden/kit/api";
import type { Answers } from "./answers";

export function asAnswers(wire: Wire): Answers {
  return {
    temperature: wire.temperature ?? null,
    symptoms: wire.symptoms ?? [],
    stays: wire.stays ?? [],
    trips: (wire.trips ?? []).map((trip) => ({ number: "", from: "", to: "", carriage: "", seat: "", ...trip })),
    contact: wire.contact ?? null,
    questions: wire.questions ?? {},
    promise: wire.promise,
  };
}
