/** One pair: what is alike, both records, and what can be decided or was. */
import { Button } from "antd";

import type { Likeness } from "@sitewarden/kit/api";
import { ago, instant } from "@sitewarden/kit/format";
import { StateIcon } from "@sitewarden/kit/state-mark";

import type { Act } from "./decide-dialog";
import { Comparison } from "./record";
import { likenessWords } from "./words";

export interface PairProps {
  pair: Likeness;
  onAct: (act: Act) => void;
}

export function Pair({ pair, onAct }: PairProps) {
  const say = likenessWords.useWords();
  const title = `likeness-${pair.id}`;
  return (
    <article className="card likeness" aria-labelledby={title}>
      <header className="likeness-head">
        <h2 id={title}>
          {pair.one.name} · {pair.other.name}
        </h2>
        <span className="soft">{say("found", { ago: ago(pair.found_at) })}</span>
      </header>
      <div className="likeness-why">
        <strong>{say("why")}</strong>
        <ul>
          {pair.evidence.map((one) => (
            <li key={one.text}>{one.text}</li>
          ))}
        </ul>
      </div>
      <Comparison pair={pair} />
      {pair.numbers_differ && pair.state === "open" && (
        <p className="likeness-numbers">
          <StateIcon state="hold" size="16px" /> {say("numbersDiffer")}
        </p>
      )}
      <Decision pair={pair} />
      <Acts pair={pair} onAct={onAct} />
    </article>
  );
}

function Decision({ pair }: { pair: Likeness }) {
  const say = likenessWords.useWords();
  if (pair.decided == null) return null;
  const { by: name, at, reason } = pair.decided;
  const filled = { name, at: instant(at), reason };
  if (pair.state === "open") return <p className="soft">{say("before", filled)}</p>;
  return (
    <p>
      <strong>{say(pair.state)}</strong> · {say("by", filled)}
    </p>
  );
}

function Acts({ pair, onAct }: PairProps) {
  const say = likenessWords.useWords();
  if (pair.decides !== "you") return <p className="soft">{say(pair.decides)}</p>;
  if (pair.state !== "open") {
    return (
      <div className="likeness-acts">
        <Button onClick={() => onAct("undo")}>{say("undo")}</Button>
      </div>
    );
  }
  const merge = (
    <Button type={pair.numbers_differ ? "default" : "primary"} onClick={() => onAct("merge")}>
      {say("merge")}
    </Button>
  );
  const apart = (
    <Button type={pair.numbers_differ ? "primary" : "default"} onClick={() => onAct("apart")}>
      {say("keepApart")}
    </Button>
  );
  return (
    <div className="likeness-acts">
      {pair.numbers_differ ? apart : merge}
      {pair.numbers_differ ? merge : apart}
    </div>
  );
}
