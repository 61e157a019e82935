/** The platform's API as the pages use it. */
export { api, fetchFile, onSignedOut, send, taken, upload, type Paths } from "./client";
export { asProblem, ProblemError, unreachable, type FieldFault, type Problem, type ProblemCode } from "./problem";
export type * from "./types";
export type { components, paths } from "./schema";
