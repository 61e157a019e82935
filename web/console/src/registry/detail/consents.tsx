/** What a worker agreed to, and what they withdrew. */
import type { ConsentView } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";

import { detailWords } from "./words";

export function Consents({ rows }: { rows: ConsentView[] }) {
  const say = detailWords.useWords();
  if (rows.length === 0) return <p className="soft">{say("noConsents")}</p>;
  return (
    <ul className="facts">
      {rows.map((row) => (
        <li key={`${row.purpose} ${row.given_at}`}>
          <strong>{say(row.purpose === "face" ? "consentFace" : "consentDeclaration")}</strong>{" "}
          <small className="soft">
            {[
              say("given", { at: instant(row.given_at) }),
              row.withdrawn_at != null && say("withdrawn", { at: instant(row.withdrawn_at) }),
              row.witnessed && say("witnessed"),
              row.text_version,
            ]
              .filter(Boolean)
              .join(" · ")}
          </small>
        </li>
      ))}
    </ul>
  );
}
