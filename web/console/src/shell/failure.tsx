/** What could not be shown or done: the platform's sentence, what was kept, and the way on. */
import { Button } from "antd";

import { asProblem } from "@sitewarden/kit/api";

import { shellWords } from "./words";
import "./page.css";

export interface FailureProps {
  /** What was thrown. */
  thrown: unknown;
  /** Asks again. */
  retry?: () => void;
  /** What was not lost: the filters, what was typed. */
  kept?: string;
}

export function Failure({ thrown, retry, kept }: FailureProps) {
  const say = shellWords.useWords();
  const problem = asProblem(thrown);
  const hopeless = problem.code === "denied" || problem.code === "not_found";
  return (
    <div className="failure" role="alert">
      <p className="failure-title">{problem.title}</p>
      <p>{problem.message}</p>
      {kept !== undefined && <p className="soft">{kept}</p>}
      {retry !== undefined && !hopeless && <Button onClick={retry}>{say("retry")}</Button>}
    </div>
  );
}
