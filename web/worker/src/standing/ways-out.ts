/**
 * The way out of each reason: what the person can do about it, and the page that does it where there is one.
 * A reason this phone does not know leads to the site's staff, never to nothing.
 */
export interface WayOut {
  words: "wayDeclare" | "wayFever" | "wayStaff" | "wayCorrect" | "wayTown";
  /** The page that does it. */
  page?: string;
}

const WAYS: Record<string, WayOut> = {
  no_declaration: { words: "wayDeclare", page: "/declare" },
  fever: { words: "wayFever" },
  symptom: { words: "wayStaff" },
  area: { words: "wayCorrect", page: "/declarations" },
  contact: { words: "wayCorrect", page: "/declarations" },
  place: { words: "wayCorrect", page: "/declarations" },
  hit: { words: "wayTown" },
};

export function wayOut(code: string): WayOut {
  return WAYS[code] ?? { words: "wayStaff" };
}
