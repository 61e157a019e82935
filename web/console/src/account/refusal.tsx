/** Why nobody was let in, in words. */
import { Alert } from "antd";

import type { ProblemError } from "@sitewarden/kit/api";

import { accountWords } from "./words";

export interface RefusalProps {
  problem: ProblemError;
  /** What it means here that nobody is signed in. */
  signedOut: string;
}

export function Refusal({ problem, signedOut }: RefusalProps) {
  const say = accountWords.useWords();
  const seconds = problem.retryAfterSeconds;
  const refused = problem.code === "signed_out" ? signedOut : problem.message;
  const text = seconds === undefined ? refused : say("wait", { n: Math.ceil(seconds / 60) });
  return <Alert className="sign-in-refusal" type="error" showIcon title={text} role="alert" />;
}
