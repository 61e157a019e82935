/**
 * A question answered with "none" or with a list, each line filled in on a screen of its own. It knows nothing of what
 * the lines are.
 */
import Button from "antd-mobile/es/components/button";
import type { ReactNode } from "react";
import { shellWords } from "../shell/words";
import type { Draft } from "./answers";
import { Lines, type Line } from "./lines";
import { QuestionHead } from "./steps";
import { useEditor } from "./use-editor";
import { declarationWords } from "./words";

interface Props<T> {
  /** The question's name in the address. */
  step: string;
  question: { text: string; hint?: string };
  /** What is said by one who has none, and beside the way to one more. */
  none: string;
  more: string;
  /** What was answered: nothing yet, none, or a list. */
  given: T[] | null;
  /** Takes the answer and gives the draft as it is then. */
  take(given: T[] | null): Draft;
  forward(draft: Draft): void;
  draft: Draft;
  /** A new line. */
  blank: T;
  shown(line: T): Line;
  /** Whether a line says enough to be kept. */
  fits(line: T): boolean;
  /** The screen on which a line is filled in: its title and its fields. */
  title: string;
  fields(line: T, set: (part: Partial<T>) => void): ReactNode;
}

export function ListedStep<T extends object>(props: Props<T>) {
  const { step, question, none, more, given, take, forward, draft, blank, shown, fits, title, fields } = props;
  const say = declarationWords.useWords();
  const shell = shellWords.useWords();
  const editor = useEditor<T>(step);
  const lines = given ?? [];
  const { line } = editor;

  if (line) {
    return (
      <div className="stack">
        <h2>{title}</h2>
        {fields(line, (part) => editor.set({ ...line, ...part }))}
        <Button
          block
          color="primary"
          size="large"
          disabled={!fits(line)}
          onClick={() => {
            take(editor.saved(lines));
            editor.close();
          }}
        >
          {shell("save")}
        </Button>
      </div>
    );
  }

  return (
    <div className="stack">
      <QuestionHead {...question} />
      {lines.length === 0 && (
        <button type="button" className="choice big" aria-pressed={given !== null} onClick={() => forward(take([]))}>
          <strong>{none}</strong>
        </button>
      )}
      <Lines
        lines={lines.map(shown)}
        edit={(at) => {
          const line = lines[at];
          if (line) editor.open(at, line);
        }}
        // The last line taken away is no answer of "none": that is said, never assumed.
        remove={(at) => take(lines.length > 1 ? lines.filter((_, other) => other !== at) : null)}
      />
      <Button block size="large" onClick={() => editor.open(lines.length, blank)}>
        + {more}
      </Button>
      <Button block color="primary" size="large" disabled={given === null} onClick={() => forward(draft)}>
        {say("next")}
      </Button>
    </div>
  );
}
