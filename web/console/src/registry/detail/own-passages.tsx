/** One worker's last passages. */
import type { PassageRow } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";

import { AnswerMark } from "../../passage/passage-columns";
import { passageWords } from "../../passage/words";
import { detailWords } from "./words";

export function OwnPassages({ passages }: { passages: PassageRow[] }) {
  const say = detailWords.useWords();
  const passage = passageWords.useWords();
  if (passages.length === 0) return <p className="soft">{say("noPassages")}</p>;
  return (
    <ul className="facts">
      {passages.map((row) => (
        <li key={row.id}>
          <AnswerMark row={row} say={passage} />{" "}
          <span className="digits">{instant(row.at)}</span>{" "}
          <small className="soft">
            {[row.site_name, passage(row.way), passage(row.direction), ...row.reasons].join(" · ")}
          </small>
        </li>
      ))}
    </ul>
  );
}
