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
  /** What the diseases in force ask besides, by code. */
  questions: Record<string, boolean>;
  promise: boolean;
}

/** Answers being filled in: a question not answered yet is `null`, which is not the same as "no". */
export interface Draft {
  temperature: { tenths: number } | "not_measured" | null;
  symptoms: string[] | null;
  stays: Stay[] | null;
  trips: Trip[] | null;
  contact: { day: string } | "none" | null;
  /** Those of the day's form that were answered; none of them yet is empty. */
  questions: Record<string, boolean>;
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
  questions: {},
  promise: false,
};

/** The questions that every form asks, in their order. */
export const ALWAYS = ["temperature", "symptoms", "stays", "trips", "contact"] as const;
export type Always = (typeof ALWAYS)[number];

/** A question that a disease brings, as a step of its own: `ask:rash_at_home`. */
export type Asked = `ask:${string}`;
export type Question = Always | Asked;
/** The last step shows everything and takes the promise. */
export type Step = Question | "summary";

/** What a form asks besides, as far as the steps go by it. */
export interface Asking {
  questions: readonly { code: string }[];
}

/** The code of a question that a disease brings; none of the others. */
export function codeOf(question: Question): string | null {
  return question.startsWith("ask:") ? question.slice(4) : null;
}

/** The questions of a form in the order they are asked: a new one needs nothing but the form. */
export function questionsOf(form: Asking): Question[] {
  return [...ALWAYS, ...form.questions.map(({ code }): Asked => `ask:${code}`)];
}

/** Whether a question was answered, by whatever answer. */
export function answered(draft: Draft, question: Question): boolean {
  const code = codeOf(question);
  return code === null ? draft[question as Always] !== null : draft.questions[code] !== undefined;
}

/** The first question of the form without an answer, or the summary. */
export function nextOpen(draft: Draft, form: Asking): Step {
  return questionsOf(form).find((question) => !answered(draft, question)) ?? "summary";
}

/** Whether nothing was answered yet. */
export function untouched(draft: Draft): boolean {
  return ALWAYS.every((question) => draft[question] === null) && Object.keys(draft.questions).length === 0;
}

/** The answers to send, once every question of the form is answered and the promise given. */
export function complete(draft: Draft, form: Asking): Answers | null {
  const { temperature, symptoms, stays, trips, contact } = draft;
  if (temperature === null || symptoms === null || stays === null || trips === null || contact === null) return null;
  if (!draft.promise || nextOpen(draft, form) !== "summary") return null;
  const questions = Object.fromEntries(form.questions.map(({ code }) => [code, draft.questions[code] === true]));
  return {
    temperature: temperature === "not_measured" ? null : temperature.tenths,
    symptoms,
    stays,
    trips,
    contact: contact === "none" ? null : contact.day,
    questions,
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
    questions: answers.questions,
    promise: false,
  };
}

/**
 * A draft that carries over what an earlier declaration said and still matters: stays, trips and contact within
 * the days looked back on. Temperature, symptoms and what diseases ask are of the day and are asked anew, the promise too.
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
