import { describe, expect, it } from "vitest";

import { mayHide, readColumns } from "./columns";

const known = ["name", "standing", "crew"];

describe("the columns of a list", () => {
  it("are the usual ones until somebody chose, and in the list's own order", () => {
    expect(readColumns(null, known, ["name", "crew"])).toEqual(["name", "crew"]);
    expect(readColumns('["crew","name"]', known, known)).toEqual(["name", "crew"]);
  });

  it("survive what an older version or a stranger wrote", () => {
    for (const kept of ["{", "7", '["gone"]', "[]"]) expect(readColumns(kept, known, known)).toEqual(known);
    expect(readColumns('["gone","crew"]', known, known)).toEqual(["crew"]);
  });

  it("always say whom a row is about", () => {
    const columns = known.map((key) => ({ key, head: key, cell: () => null }));
    expect(known.map((key) => mayHide(columns, key))).toEqual([false, true, true]);
  });
});
