/**
 * Picking a place: by typing part of its name, or level by level from the province. A county is enough; whoever wants to be
 * more exact goes on to its towns, which need a line.
 */
import { useLanguage } from "@sitewarden/kit/i18n";
import Button from "antd-mobile/es/components/button";
import { useState } from "react";
import { Shape } from "../shell/failure";
import { Field } from "../shell/field";
import { isGrouping, type Division, type DivisionTree } from "./divisions";
import { PlaceName } from "./place-name";
import { useTowns } from "./towns";
import { shownName, shownPath, useDivisions } from "./use-divisions";
import { divisionWords } from "./words";

interface Props {
  /** The code chosen; empty for none. */
  value: string;
  choose(code: string): void;
}

export function PlacePicker({ value, choose }: Props) {
  const say = divisionWords.useWords();
  const { tree, failed, again } = useDivisions();
  const [narrowing, setNarrowing] = useState(false);

  if (failed) return <NotOpen text={say("failed")} again={again} />;
  if (!tree) return <Shape lines={4} />;
  if (value !== "" && !narrowing) {
    return (
      <div className="chosen" role="status">
        <strong>
          <PlaceName code={value} />
        </strong>
        <span className="chosen-acts">
          {value.length < 9 && (
            <button type="button" className="small" onClick={() => setNarrowing(true)}>
              {say("narrow")}
            </button>
          )}
          <button type="button" className="small" onClick={() => choose("")}>
            {say("change")}
          </button>
        </span>
      </div>
    );
  }
  const settle = (code: string) => {
    setNarrowing(false);
    choose(code);
  };
  return <Levels key={value} tree={tree} from={value} choose={settle} />;
}

function NotOpen({ text, again }: { text: string; again(): void }) {
  const say = divisionWords.useWords();
  return (
    <div className="note" role="alert">
      <p>{text}</p>
      <Button onClick={again}>{say("again")}</Button>
    </div>
  );
}

function Levels({ tree, from, choose }: { tree: DivisionTree; from: string; choose(code: string): void }) {
  const say = divisionWords.useWords();
  const language = useLanguage();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(from);
  const here = tree.path(at);
  const found = tree.search(typed);

  const enter = (division: Division) => {
    const below = tree.under(division.code);
    const [only] = below;
    if (below.length > 1) setAt(division.code);
    // A city whose towns lie in no county has one of its own name in between.
    else choose(only?.name === division.name ? only.code : division.code);
  };

  return (
    <div className="stack">
      <Field label={say("search")} hint={say("searchHint")}>
        {(ids) => <input {...ids} type="search" autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />}
      </Field>
      {typed.trim() !== "" ? (
        <ul className="places found">
          {found.length === 0 && <li className="soft">{say("none")}</li>}
          {found.map((division) => (
            <li key={division.code}>
              <button type="button" onClick={() => choose(division.code)}>
                {shownPath(tree, division.code, language)}
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <>
          <nav className="crumbs" aria-label={say("pick")}>
            <button type="button" onClick={() => setAt("")}>
              {say("country")}
            </button>
            {here.map((division) => (
              <button type="button" key={division.code} onClick={() => setAt(division.code)}>
                {shownName(division, language)}
              </button>
            ))}
          </nav>
          <ul className="places">
            {here.length > 0 && !here.slice(-1).some(isGrouping) && (
              <li>
                <button type="button" className="whole" onClick={() => choose(at)}>
                  {say("whole", { name: here.slice(-1).map((division) => shownName(division, language)).join("") })}
                </button>
              </li>
            )}
            {tree.under(at).map((division) => (
              <li key={division.code}>
                <button type="button" onClick={() => enter(division)}>
                  {shownName(division, language)}
                </button>
              </li>
            ))}
          </ul>
          {at.length === 6 && <Towns county={at} choose={choose} />}
        </>
      )}
    </div>
  );
}

function Towns({ county, choose }: { county: string; choose(code: string): void }) {
  const say = divisionWords.useWords();
  const { towns, failed, again } = useTowns(county);
  if (failed) return <NotOpen text={say("townsFailed")} again={again} />;
  if (!towns) return <Shape lines={4} />;
  return (
    <ul className="places" aria-label={say("towns")}>
      {towns.map((town) => (
        <li key={town.code}>
          <button type="button" onClick={() => choose(town.code)}>
            {town.name}
          </button>
        </li>
      ))}
    </ul>
  );
}
