/** Why one may not go in yet, each reason with what to do about it. */
import type { StandingView } from "@sitewarden/kit/api";
import { go } from "../shell/route";
import { wayOut, type WayOut } from "./ways-out";
import { standingWords } from "./words";

interface Props {
  reasons: StandingView["reasons"];
  /** The page a button beside the reasons opens already. */
  done?: string | undefined;
}

export function Reasons({ reasons, done }: Props) {
  return (
    <ul className="reasons">
      {reasons.map((reason, at) => {
        const way = wayOut(reason.code);
        return (
          <li key={`${reason.code}-${at}`} data-reason={reason.code}>
            <p className="reason">{reason.text}</p>
            {(way.page === undefined || way.page !== done) && <Way way={way} />}
          </li>
        );
      })}
    </ul>
  );
}

function Way({ way: { page, words } }: { way: WayOut }) {
  const say = standingWords.useWords();
  if (!page) return <p className="way">→ {say(words)}</p>;
  return (
    <button type="button" className="link" onClick={() => go(page)}>
      {say(words)}
    </button>
  );
}
