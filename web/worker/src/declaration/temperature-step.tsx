/** How warm: big keys, one step up or down, or not measured. */
import { temperature } from "@sitewarden/kit/format";
import Button from "antd-mobile/es/components/button";
import { useState } from "react";
import type { Draft } from "./answers";
import { QuestionHead, type StepProps } from "./steps";
import { possible, shownDigits, typedTenths, withDigit } from "./temperature";
import { declarationWords } from "./words";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

export function TemperatureStep({ form, draft, change, forward, same }: StepProps & { same: (() => Draft) | null }) {
  const say = declarationWords.useWords();
  const given = draft.temperature !== null && draft.temperature !== "not_measured" ? draft.temperature.tenths : null;
  const [digits, setDigits] = useState(given === null ? "" : String(given));
  const tenths = typedTenths(digits);
  const fits = tenths !== null && possible(tenths);

  const type = (next: string) => {
    setDigits(next);
    const typed = typedTenths(next);
    if (typed !== null && possible(typed)) change({ temperature: { tenths: typed } });
  };
  const move = (by: number) => {
    if (tenths !== null && possible(tenths + by)) type(String(tenths + by));
  };

  return (
    <div className="stack">
      <QuestionHead text={say("q_temperature")} hint={say("keysHint")} />
      {same && (
        <button
          type="button"
          className="choice"
          onClick={() => void same()}
        >
          <strong>{say("sameAsLast")}</strong>
          <small>{say("sameHint")}</small>
        </button>
      )}
      <div className="thermometer" data-fever={fits && tenths >= form.fever_from}>
        <button type="button" aria-label={say("lower")} disabled={!fits} onClick={() => move(-1)}>
          −
        </button>
        <output aria-live="polite">
          {shownDigits(digits)} <small>℃</small>
        </output>
        <button type="button" aria-label={say("higher")} disabled={!fits} onClick={() => move(1)}>
          +
        </button>
      </div>
      {tenths !== null && !fits && (
        <p className="fault" role="alert">
          {say("temperatureFault")}
        </p>
      )}
      {fits && tenths >= form.fever_from && (
        <p className="note" role="status">
          {say("feverNote", { from: temperature(form.fever_from).replace(" ℃", "") })}
        </p>
      )}
      <div className="keys">
        {KEYS.map((key) => (
          <button type="button" key={key} onClick={() => type(withDigit(digits, key))}>
            {key}
          </button>
        ))}
        <button
          type="button"
          className="keys-word"
          onClick={() => {
            setDigits("");
            forward(change({ temperature: "not_measured" }));
          }}
        >
          {say("notMeasured")}
        </button>
        <button type="button" onClick={() => type(withDigit(digits, "0"))}>
          0
        </button>
        <button type="button" aria-label="⌫" onClick={() => setDigits(digits.slice(0, -1))}>
          ⌫
        </button>
      </div>
      <Button
        block
        color="primary"
        size="large"
        disabled={!fits}
        onClick={() => {
          if (tenths !== null) forward(change({ temperature: { tenths } }));
        }}
      >
        {say("next")}
      </Button>
    </div>
  );
}
