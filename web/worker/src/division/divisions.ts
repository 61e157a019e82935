/**
 * Provinces, cities and counties: the tree people pick from, and a search by name, part of a name or spelling.
 *
 * It knows nothing of screens. The list is large for a phone, so it is loaded when the picker first opens.
 */
export interface Division {
  /** 2, 4 or 6 digits: province, city, county. */
  code: string;
  name: string;
  /** Latin spelling, for English screens and for typing without Chinese input. */
  spelling: string;
}

export interface DivisionTree {
  /** The divisions directly under one; the provinces for an empty code. */
  under(code: string): Division[];
  named(code: string): Division | undefined;
  /** From the province down to the division itself. */
  path(code: string): Division[];
  /** The best matches for what is typed, larger places first, at most `most`. */
  search(text: string, most?: number): Division[];
}

/** Reads the list: one division a line, code, name and spelling between tabs. */
export function readDivisions(text: string): DivisionTree {
  const all = text
    .split("\n")
    .filter(Boolean)
    .map((line): Division => {
      const [code = "", name = "", spelling = ""] = line.split("\t");
      return { code, name, spelling };
    });
  const byCode = new Map(all.map((division) => [division.code, division]));
  const children = new Map<string, Division[]>();
  for (const division of all) {
    const parent = division.code.slice(0, -2);
    children.set(parent, [...(children.get(parent) ?? []), division]);
  }
  return {
    under: (code) => children.get(code) ?? [],
    named: (code) => byCode.get(code),
    path: (code) => pathOf(code, byCode),
    search: (typed, most = 20) => search(all, byCode, typed, most),
  };
}

function pathOf(code: string, byCode: Map<string, Division>): Division[] {
  return [2, 4, 6]
    .filter((length) => length <= code.length)
    .map((length) => byCode.get(code.slice(0, length)))
    .filter((division): division is Division => division !== undefined);
}

/** A city that only groups the counties of a province or municipality says nothing to people. */
export function isGrouping(division: Division): boolean {
  return /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/.test(division.name);
}

function search(all: Division[], byCode: Map<string, Division>, typed: string, most: number): Division[] {
  const repeats = ({ code, name }: Division) => byCode.get(code.slice(0, 4))?.name === name && code.length === 6;
  const text = typed.trim().toLowerCase().replace(/\s+/g, "");
  if (!text) return [];
  const ranked = all.flatMap((division) => {
    const rank = rankOf(division, text);
    return rank === undefined || isGrouping(division) || repeats(division) ? [] : [{ division, rank }];
  });
  ranked.sort((a, b) => a.rank - b.rank || a.division.code.length - b.division.code.length);
  return ranked.slice(0, most).map(({ division }) => division);
}

function rankOf(division: Division, text: string): number | undefined {
  const spelling = division.spelling.toLowerCase().replace(/\s+/g, "");
  if (division.name.startsWith(text)) return 0;
  if (spelling === text) return 1;
  if (division.name.includes(text)) return 2;
  return text.length > 1 && spelling.startsWith(text) ? 3 : undefined;
}

let loading: Promise<DivisionTree> | undefined;

/** The tree, loaded once. A failed load is tried again by the next call. */
export function loadDivisions(): Promise<DivisionTree> {
  loading ??= import("./divisions.tsv?raw").then((list) => readDivisions(list.default)).catch((failure: unknown) => {
    loading = undefined;
    throw failure;
  });
  return loading;
}
