/** What is shown in place of a page's content while it loads or when it could not be had. */
import type { ProblemError } from "@sitewarden/kit/api";
import Button from "antd-mobile/es/components/button";
import { shellWords } from "./words";

export function Failure({ problem, again }: { problem: ProblemError; again: () => void }) {
  const say = shellWords.useWords();
  return (
    <div className="note" role="alert">
      <p>{problem.message}</p>
      <Button block onClick={again}>
        {say("again")}
      </Button>
    </div>
  );
}

/** The shape of what is coming. */
export function Shape({ lines = 3 }: { lines?: number }) {
  const say = shellWords.useWords();
  return (
    <div role="status" aria-label={say("loading")} className="shape">
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} />
      ))}
    </div>
  );
}
