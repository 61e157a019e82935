/** The tree of divisions, once it is loaded. */
import type { Language } from "@sitewarden/kit/i18n";
import { useEffect, useState } from "react";
import { isGrouping, loadDivisions, type Division, type DivisionTree } from "./divisions";

export function useDivisions(): { tree: DivisionTree | null; failed: boolean; again(): void } {
  const [tree, setTree] = useState<DivisionTree | null>(null);
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    loadDivisions().then(
      (loaded) => current && setTree(loaded),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [round]);
  return {
    tree,
    failed,
    again() {
      setFailed(false);
      setRound((count) => count + 1);
    },
  };
}

/** A division's name as one reads it in a language. */
export function shownName(division: Division, language: Language): string {
  return language === "en" ? `${division.spelling} ${division.name}` : division.name;
}

/** From the province down, without the levels that only group or say the same again; a town's name last. */
export function shownPath(tree: DivisionTree, code: string, language: Language, town?: string): string {
  const path = tree.path(code).filter((division) => !isGrouping(division));
  const names = path.filter((division, at) => division.name !== path[at - 1]?.name).map((division) => shownName(division, language));
  if (names.length === 0) return code;
  return [...names, ...(town === undefined ? [] : [town])].join(language === "en" ? ", " : "");
}
