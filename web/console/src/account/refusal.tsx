/** Why nobody was let in, in words. */
import { Alert } from "antd";

import type { ProblemError } from "@sitewarden/kit/api";

import { accountWords } from "./words";

export function Refusal({ problem }: { problem: ProblemError }) {
  const say = accountWords.useWords();
  const seconds = problem.retryAfterSeconds;
  const refused = problem.code === "signed_out" ? say("wrong") : problem.message;
  const text = seconds === undefined ? refused : say("wait", { n: Math.ceil(seconds / 60) });
  return <Alert className="sign-in-refusal" type="error" showIcon title={text} role="alert" />;
}
