/** The shape of what is about to be there. */
import { Skeleton } from "antd";

import { shellWords } from "./words";

export function Loading({ rows = 6 }: { rows?: number }) {
  const say = shellWords.useWords();
  return (
    <div role="status" aria-label={say("loading")} className="loading">
      <Skeleton active title={false} paragraph={{ rows, width: "100%" }} />
    </div>
  );
}
