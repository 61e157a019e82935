/** Picking a place: by typing part of its name, or level by level from the province. */
import { useLanguage } from "@sitewarden/kit/i18n";
import Button from "antd-mobile/es/components/button";
import { useState } from "react";
import { Shape } from "../shell/failure";
import { Field } from "../shell/field";
import { isGrouping, type Division, type DivisionTree } from "./divisions";
import { shownName, shownPath, useDivisions } from "./use-divisions";
import { divisionWords } from "./words";

interface Props {
  /** The code chosen; empty for none. */
  value: string;
  choose(code: string): void;
}

export function PlacePicker({ value, choose }: Props) {
  const say = divisionWords.useWords();
  const language = useLanguage();
  const { tree, failed, again } = useDivisions();

  if (failed) {
    return (
      <div className="note" role="alert">
        <p>{say("failed")}</p>
        <Button onClick={again}>{say("again")}</Button>
      </div>
    );
  }
  if (!tree) return <Shape lines={4} />;
  if (value !== "") {
    return (
      <div className="chosen" role="status">
        <strong>{shownPath(tree, value, language)}</strong>
        <button type="button" className="small" onClick={() => choose("")}>
          {say("change")}
        </button>
      </div>
    );
  }
  return <Levels tree={tree} choose={choose} />;
}

function Levels({ tree, choose }: { tree: DivisionTree; choose(code: string): void }) {
  const say = divisionWords.useWords();
  const language = useLanguage();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState("");
  const here = tree.path(at);
  const found = tree.search(typed);
  const below = tree.under(at);

  const enter = (division: Division) => {
    if (tree.under(division.code).length > 0) setAt(division.code);
    else choose(division.code);
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
            {below.map((division) => (
              <li key={division.code}>
                <button type="button" onClick={() => enter(division)}>
                  {shownName(division, language)}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
