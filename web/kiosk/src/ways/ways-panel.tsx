/** The other ways in: a pass held before the camera or scanner, or the number of a document on big keys. */
import { spoken, useLanguage } from "@sitewarden/kit/i18n";
import { useEffect, useState } from "react";
import type { Words } from "../link/messages";
import { words } from "../shell/words";
import { DIGITS, LETTERS, LONGEST, takes, veiled } from "./number";
import "./ways.css";

export const OTHER_KINDS = ["passport", "hong_kong_macao_permit", "taiwan_permit", "permanent_residence"] as const;
export type Kind = "resident_id" | (typeof OTHER_KINDS)[number];

/** Left alone for so long, the panel closes and forgets what was typed. */
const LEFT_ALONE_MS = 30_000;

interface Props {
  claim: Words | null;
  problem: Words | null;
  submit(kind: Kind, number: string): void;
  close(): void;
}

export function WaysPanel({ claim, problem, submit, close }: Props) {
  const say = words.useWords();
  const language = useLanguage();
  const [kind, setKind] = useState<Kind>("resident_id");
  const [number, setNumber] = useState("");

  useEffect(() => {
    const timer = setTimeout(close, LEFT_ALONE_MS);
    return () => clearTimeout(timer);
  }, [close, number, kind, claim, problem]);

  const add = (key: string) => setNumber((typed) => (takes(kind, typed, key) ? typed + key : typed));
  const erase = () => setNumber((typed) => typed.slice(0, -1));
  const confirm = () => {
    if (number === "") return;
    submit(kind, number);
    setNumber("");
  };

  return (
    <section
      className="ways"
      aria-label={say("waysTitle")}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <header>
        <h2>{claim ? spoken(claim, language) : say("waysScan")}</h2>
        <button type="button" className="quiet" onClick={close}>
          {say("close")}
        </button>
      </header>
      <div className="ways-kinds" role="group" aria-label={say("waysNumber")}>
        <Choice on={kind === "resident_id"} choose={() => change("resident_id")} text={say("waysResident")} />
        {OTHER_KINDS.map((other) => (
          <Choice key={other} on={kind === other} choose={() => change(other)} text={say(`kind_${other}`)} />
        ))}
      </div>
      <output className="ways-number" aria-label={number ? say("waysTyped", { n: number.length }) : say("waysEmpty")}>
        {veiled(number) || "—"}
        <small>{`${number.length}/${LONGEST[kind]}`}</small>
      </output>
      {problem && (
        <p className="ways-problem" role="alert">
          {spoken(problem, language)}
        </p>
      )}
      <div className="ways-keys" data-letters={kind !== "resident_id"}>
        {(kind === "resident_id" ? [...DIGITS, "X"] : [...DIGITS, ...LETTERS]).map((key) => (
          <button type="button" key={key} onClick={() => add(key)}>
            {key}
          </button>
        ))}
        <button type="button" className="ways-erase" onClick={erase}>
          {say("erase")}
        </button>
        <button type="button" className="ways-confirm" disabled={number === ""} onClick={confirm}>
          {say("confirm")}
        </button>
      </div>
    </section>
  );

  function change(next: Kind) {
    setKind(next);
    setNumber("");
  }
}

function Choice({ on, choose, text }: { on: boolean; choose: () => void; text: string }) {
  return (
    <button type="button" className="ways-kind" aria-pressed={on} onClick={choose}>
      {text}
    </button>
  );
}
