/** What was measured and seen of one worker, by whom and where. */
import type { WorkerDetail } from "@sitewarden/kit/api";
import { instant, temperature } from "@sitewarden/kit/format";

import { checkWords } from "./words";

export function Checks({ rows }: { rows: WorkerDetail["checks"] }) {
  const say = checkWords.useWords();
  return (
    <ul className="facts">
      {rows.map((row) => (
        <li key={row.id}>
          <strong>{temperature(row.temperature)}</strong> <small className="soft digits">{instant(row.at)}</small>
          <p>{row.note}</p>
          <p className="soft">{say("by", { name: row.by, site: row.site_name })}</p>
        </li>
      ))}
    </ul>
  );
}
