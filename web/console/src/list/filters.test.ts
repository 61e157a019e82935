import { describe, expect, it } from "vitest";

import { readFilters, searchable, writeFilters } from "./filters";

describe("filters in the address", () => {
  it("are read by name, and blanks do not count", () => {
    const params = new URLSearchParams("standing=hold&q=%20&face=none&other=1");
    expect(readFilters(params, ["standing", "q", "face"])).toEqual({ standing: "hold", face: "none" });
  });

  it("are changed without touching the rest", () => {
    const params = new URLSearchParams("person=7&standing=hold&q=王");
    const next = writeFilters(params, { standing: undefined, q: " 钢筋一班 ", face: "" });
    expect(next.toString()).toBe(new URLSearchParams("person=7&q=钢筋一班").toString());
    expect(params.get("standing")).toBe("hold");
  });

  it("come back as they went in", () => {
    const change = { q: "阿卜杜拉·买买提 & co", crew: "一班=1" };
    const there = writeFilters(new URLSearchParams(), change).toString();
    expect(readFilters(new URLSearchParams(there), ["q", "crew"])).toEqual(change);
  });
});

describe("a search", () => {
  it("keeps names and tails as they are typed", () => {
    for (const text of ["王建国", "0010", "002X", "Smith"]) expect(searchable(` ${text} `)).toBe(text);
  });

  it("never carries a whole document or phone number", () => {
    expect(searchable("440605199003070010")).toBe("0010");
    expect(searchable("11010519491231002x")).toBe("002X");
    expect(searchable("138 0000 1234")).toBe("1234");
  });
});
