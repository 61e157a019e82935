/** The other ways in: a pass held before the camera or scanner, or the number of a document on big keys. */
import { spoken, useLanguage } from "@sitewarden/kit/i18n";
import { useEffect, useState } from "react";
import type { Words } from "../link/messages";
import { words } from "../shell/words";
import { DIGITS, erased, LETTERS, LONGEST, moved, NOTHING, signs, typed } from "./number";
import "./ways.css";

export const OTHER_KINDS = ["passport", "hong_kong_macao_permit", "taiwan_permit", "permanent_residence"] as const;
export type Kind = "resident_id" | (typeof OTHER_KINDS)[number];

/** Left alone for so long, the panel closes and forgets what was typed. */
const LEFT_ALONE_MS = 30_000;

interface Props {
  /** Whether a pass can be held before the camera. */
  live: boolean;
  claim: Words | null;
  problem: Words | null;
  submit(kind: Kind, number: string): void;
  close(): void;
}

export function WaysPanel({ live, claim, problem, submit, close }: Props) {
  const say = words.useWords();
  const language = useLanguage();
  const [kind, setKind] = useState<Kind>("resident_id");
  const [entry, setEntry] = useState(NOTHING);
  const [revealed, setRevealed] = useState(false);
  const { number } = entry;

  useEffect(() => {
    const timer = setTimeout(close, LEFT_ALONE_MS);
    return () => clearTimeout(timer);
  }, [close, entry, kind, claim, problem]);

  // What is typed stays until the gate has answered: one wrong digit is one to correct.
  const confirm = () => number !== "" && submit(kind, number);

  return (
    <section
      className="ways"
      aria-label={say("waysTitle")}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <header>
        <h2>{claim ? spoken(claim, language) : say(live ? "waysScan" : "waysScanner")}</h2>
        <button type="button" className="quiet" onClick={close}>
          {say("close")}
        </button>
      </header>
      <div className="ways-kinds" role="group" aria-label={say("waysNumber")}>
        <Choice on={kind === "resident_id"} choose={() => choose("resident_id")} text={say("waysResident")} />
        {OTHER_KINDS.map((other) => (
          <Choice key={other} on={kind === other} choose={() => choose(other)} text={say(`kind_${other}`)} />
        ))}
      </div>
      <div className="ways-number">
        <output aria-label={number ? say("waysTyped", { n: number.length }) : say("waysEmpty")}>
          {signs(entry, revealed).map(({ text, chosen, endsGroup }, place) => (
            <span key={place} data-chosen={chosen} data-ends-group={endsGroup}>
              {text}
            </span>
          ))}
          {number === "" && "—"}
        </output>
        <small>{`${number.length}/${LONGEST[kind]}`}</small>
        <button type="button" className="quiet" aria-pressed={revealed} onClick={() => setRevealed(!revealed)}>
          {say(revealed ? "veil" : "reveal")}
        </button>
      </div>
      {problem && (
        <p className="ways-problem" role="alert">
          {spoken(problem, language)}
        </p>
      )}
      <div className="ways-keys" data-letters={kind !== "resident_id"}>
        {(kind === "resident_id" ? [...DIGITS, "X"] : [...DIGITS, ...LETTERS]).map((key) => (
          <button type="button" key={key} onClick={() => setEntry((entry) => typed(kind, entry, key))}>
            {key}
          </button>
        ))}
        <button type="button" className="ways-erase" onClick={() => setEntry(erased)}>
          {say("erase")}
        </button>
        <button type="button" aria-label={say("before")} onClick={() => setEntry((entry) => moved(entry, -1))}>
          ◀
        </button>
        <button type="button" aria-label={say("after")} onClick={() => setEntry((entry) => moved(entry, 1))}>
          ▶
        </button>
        <button type="button" className="ways-confirm" disabled={number === ""} onClick={confirm}>
          {say("confirm")}
        </button>
      </div>
    </section>
  );

  function choose(next: Kind) {
    setKind(next);
    setEntry(NOTHING);
  }
}

function Choice({ on, choose, text }: { on: boolean; choose: () => void; text: string }) {
  return (
    <button type="button" className="ways-kind" aria-pressed={on} onClick={choose}>
      {text}
    </button>
  );
}
