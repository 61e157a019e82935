/**
 * What goes wrong between a page and the platform, as one kind of error with a sentence for the person.
 */
import { kitWords } from "../words/words";
import type { components } from "./schema";

/** The platform's own account of what went wrong (`application/problem+json`). */
export type Problem = components["schemas"]["Problem"];

/** One field that was not accepted. */
export type FieldFault = components["schemas"]["FieldFault"];

/** The platform's codes; `unreachable` when no answer came at all, `device` when the person's own device did not do its part. */
export type ProblemCode = (typeof codes)[number] | "unreachable" | "device";

const codes = [
  "denied",
  "signed_out",
  "change_password",
  "renew_password",
  "enrol_second_factor",
  "not_found",
  "conflict",
  "invalid",
  "too_many",
  "too_large",
  "unavailable",
  "internal",
] as const;

/** A request that was not granted. `message` is the sentence for the person. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(
    /** Why. */
    readonly code: ProblemCode,
    /** A sentence with what to do. */
    detail: string,
    /** The HTTP status; 0 when no answer came. */
    readonly status: number,
    /** The fields that were not accepted, by their path (`document`, `pictures[1]`). */
    readonly fields: readonly FieldFault[] = [],
    /** When trying again makes sense. */
    readonly retryAfterSeconds?: number,
  ) {
    super(detail);
  }

  /** What kind of thing went wrong, in a few words. The platform's own title is the status's name, for programs. */
  get title(): string {
    return kitWords.say(`problem_${this.code}`);
  }

  /** What is said about one field. */
  fault(field: string): string | undefined {
    return this.fields.find((fault) => fault.field === field)?.message;
  }
}

const byStatus: Record<number, ProblemCode> = {
  401: "signed_out",
  403: "denied",
  404: "not_found",
  409: "conflict",
  413: "too_large",
  422: "invalid",
  429: "too_many",
  503: "unavailable",
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function faults(value: unknown): FieldFault[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (one): one is FieldFault => isRecord(one) && typeof one.field === "string" && typeof one.message === "string",
  );
}

/**
 * Reads the body of a refused request. Whatever answered (a proxy, an old platform), the result has a code that
 * follows from the status and a sentence that can be shown.
 */
export function problemFrom(status: number, body: unknown, retryAfter: string | null = null): ProblemError {
  const given = isRecord(body) ? body : {};
  const text = (key: string) => (typeof given[key] === "string" && given[key] !== "" ? given[key] : undefined);
  const code = codes.find((known) => known === text("code")) ?? byStatus[status] ?? "internal";
  const seconds = typeof given.retry_after_seconds === "number" ? given.retry_after_seconds : Number(retryAfter);
  return new ProblemError(
    code,
    sentence(code, text("detail")),
    status,
    faults(given.fields),
    Number.isFinite(seconds) && seconds > 0 ? seconds : undefined,
  );
}

/**
 * Who was here a moment ago and no longer is gets no talk of wrong passwords, which the platform cannot tell apart from
 * it; the pages for signing in have words of their own.
 */
function sentence(code: ProblemCode, told: string | undefined): string {
  if (code === "signed_out") return kitWords.say("ranOut");
  return told ?? kitWords.say("notUnderstood");
}

/** The error for a request that got no answer. */
export function unreachable(): ProblemError {
  return new ProblemError("unreachable", kitWords.say("unreachable"), 0);
}

/** Any thrown value as a problem that can be shown. */
export function asProblem(thrown: unknown): ProblemError {
  return thrown instanceof ProblemError ? thrown : problemFrom(0, undefined);
}
