/** The lines of a list that one adds to: each can be changed or removed. */
import type { ReactNode } from "react";
import { shellWords } from "../shell/words";

/** How one line reads. */
export interface Line {
  key: string;
  text: ReactNode;
  note: string;
}

interface Props {
  lines: Line[];
  edit(at: number): void;
  remove(at: number): void;
}

export function Lines({ lines, edit, remove }: Props) {
  const say = shellWords.useWords();
  if (lines.length === 0) return null;
  return (
    <ul className="lines">
      {lines.map(({ key, text, note }, at) => (
        <li key={`${key}-${at}`}>
          <div>
            <strong>{text}</strong>
            <small>{note}</small>
          </div>
          <button type="button" className="small" onClick={() => edit(at)}>
            {say("edit")}
          </button>
          <button type="button" className="small" onClick={() => remove(at)}>
            {say("remove")}
          </button>
        </li>
      ))}
    </ul>
  );
}
