/**
 * The one way to the platform. Knows addresses, language and errors; knows nothing of screens.
 */
import createClient from "openapi-fetch";

import { currentLanguage } from "../i18n/language";
import { markAttendance } from "./attendance";
import { problemFrom, unreachable, type ProblemError } from "./problem";
import type { paths } from "./schema";

/** The addresses without `/api`, whether or not the document writes it before each. */
type Short<P extends PropertyKey> = P extends `/api${infer Rest}` ? Rest : P;
export type Paths = { [P in keyof paths as Short<P>]: paths[P] };

const signedOutListeners = new Set<() => void>();

/** Calls `listener` whenever the platform says that nobody is signed in. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** Reads a refused answer, tells those who listen for a lost session, and returns the error. */
export async function refused(response: Response): Promise<ProblemError> {
  const text = await response.text().catch(() => "");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const problem = problemFrom(response.status, body, response.headers.get("retry-after"));
  if (problem.code === "signed_out") signedOutListeners.forEach((listener) => listener());
  return problem;
}

/**
 * `fetch` with the person's language, the session cookie and nothing cached. Throws a `ProblemError` when no
 * answer comes or the answer is a refusal; an abort stays an abort.
 */
export async function send(request: Request): Promise<Response> {
  request.headers.set("Accept-Language", currentLanguage());
  markAttendance(request.headers);
  let response: Response;
  try {
    response = await fetch(request, { credentials: "same-origin", cache: "no-store" });
  } catch (thrown) {
    if (request.signal.aborted) throw thrown;
    throw unreachable();
  }
  if (!response.ok) throw await refused(response);
  return response;
}

/**
 * The generated client: `await taken(api.GET("/sites/{site}", { params: { path: { site } } }))`.
 */
export const api = createClient<Paths>({ baseUrl: "/api", fetch: send });

/** The answer's body. What is refused has been thrown by then. */
export async function taken<T>(call: Promise<{ data?: T; response: Response }>): Promise<T> {
  const { data } = await call;
  return data as T;
}

/** Sends a file's bytes or a form as they are; `path` begins after `/api`. Returns the JSON of the answer. */
export async function upload<T>(
  path: string,
  body: Blob | FormData,
  options: { type?: string; signal?: AbortSignal } = {},
): Promise<T> {
  const headers = new Headers(options.type === undefined ? {} : { "Content-Type": options.type });
  const request = new Request(`/api${path}`, { method: "POST", body, headers, signal: options.signal ?? null });
  const response = await send(request);
  return (await response.json()) as T;
}

/** A file that the platform makes (a template, a sheet); `path` begins after `/api`. With an `order` it is posted. */
export async function fetchFile(path: string, order?: object): Promise<Blob> {
  const posted = { method: "POST", body: JSON.stringify(order), headers: { "Content-Type": "application/json" } };
  return (await send(new Request(`/api${path}`, order && posted))).blob();
}
