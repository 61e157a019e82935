/**
 * What a worker declares, as the platform takes it, and the same while it is still being filled in.
 *
 * It knows the shape of the answers and how they are carried over; it knows nothing of screens or of sending.
 */
export type TripMode = "flight" | "train" | "coach" | "other";

export interface Trip {
  mode: TripMode;
  /** A day, `2020-02-17`. */
  day: string;
  number: string;
  from: string;
  to: string;
  carriage: string;
  seat: string;
}

export interface Stay {
  /** A division code of 2, 4 or 6 digits. */
  division: string;
  /** First and last day. */
  from: string;
  to: string;
}

/** Answers as sent. */
export interface Answers {
  /** Tenths of a degree Celsius; none when not measured. */
  temperature: number | null;
  symptoms: string[];
  stays: Stay[];
  trips: Trip[];
  contact: string | null;
  promise: boolean;
}

/** Answers being filled in: a question not answered yet is `null`, which is not the same as "no". */
export interface Draft {
  temperature: { tenths: number } | "not_measured" | null;
  symptoms: string[] | null;
  stays: Stay[] | null;
  trips: Trip[] | null;
  contact: { day: string } | "none" | null;
  promise: boolean;
}

/** Outside these a temperature is mistyped (34.0–43.0 ℃). */
export const LOWEST_TENTHS = 340;
export const HIGHEST_TENTHS = 430;

export const EMPTY_DRAFT: Draft = {
  temperature: null,
  symptoms: null,
  stays: null,
  trips: null,
  contact: null,
  promise: false,
};

/** The questions in the order they are asked; the last shows everything and takes the promise. */
export const QUESTIONS = ["temperature", "symptoms", "stays", "trips", "contact"] as const;
export const STEPS = [...QUESTIONS, "summary"] as const;
export type Question = (typeof QUESTIONS)[number];
export type Step = (typeof STEPS)[number];

/** The first question without an answer, or the summary. */
export function nextOpen(draft: Draft): Step {
  return QUESTIONS.find((question) => draft[question] === null) ?? "summary";
}

/** Whether nothing was answered yet. */
export function untouched(draft: Draft): boolean {
  return QUESTIONS.every((question) => draft[question] === null);
}

/** The answers to send, once every question is answered and the promise given. */
export function complete(draft: Draft): Answers | null {
  const { temperature, symptoms, stays, trips, contact } = draft;
  if (temperature === null || symptoms === null || stays === null || trips === null || contact === null) return null;
  if (!draft.promise) return null;
  return {
    temperature: temperature === "not_measured" ? null : temperature.tenths,
    symptoms,
    stays,
    trips,
    contact: contact === "none" ? null : contact.day,
    promise: true,
  };
}

/** A draft that starts from what was sent, to correct it. The promise is asked for again. */
export function toCorrect(answers: Answers): Draft {
  return {
    temperature: answers.temperature === null ? "not_measured" : { tenths: answers.temperature },
    symptoms: answers.symptoms,
    stays: answers.stays,
    trips: answers.trips,
    contact: answers.contact === null ? "none" : { day: answers.contact },
    promise: false,
  };
}

/**
 * A draft that carries over what an earlier declaration said and still matters: stays, trips and contact within
 * the days looked back on. Temperature and symptoms are of the day and are asked anew, the promise too.
 */
export function likeBefore(answers: Answers, today: string, lookBackDays: number): Draft {
  const first = daysBefore(today, lookBackDays);
  return {
    ...EMPTY_DRAFT,
    stays: answers.stays.filter((stay) => stay.to >= first),
    trips: answers.trips.filter((trip) => trip.day >= first),
    contact: answers.contact !== null && answers.contact >= first ? { day: answers.contact } : "none",
  };
}

/** The day so many days before another. */
export function daysBefore(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - days);
  return at.toISOString().slice(0, 10);
}

/** Whether a stay's days can be: first not after last, neither in the future. */
export function stayFits(stay: Stay, today: string): boolean {
  return stay.from !== "" && stay.to !== "" && stay.from <= stay.to && stay.to <= today;
}
