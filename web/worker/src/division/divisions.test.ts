import { describe, expect, it } from "vitest";
import list from "./divisions.tsv?raw";
import { isGrouping, readDivisions } from "./divisions";
import { shownPath } from "./use-divisions";

const tree = readDivisions(list);
const names = (text: string) => tree.search(text).map((division) => division.name);

describe("the list", () => {
  it("has every province, and a code of the right length for each level", () => {
    expect(tree.under("")).toHaveLength(34);
    expect(tree.under("44").every((city) => city.code.length === 4)).toBe(true);
    expect(tree.under("4406").map((county) => county.name)).toContain("南海区");
  });

  it("leads from the province down to the county", () => {
    expect(tree.path("440605").map((division) => division.name)).toEqual(["广东省", "佛山市", "南海区"]);
    expect(tree.path("42").map((division) => division.name)).toEqual(["湖北省"]);
  });
});

describe("a city whose towns lie in no county", () => {
  it("has one county of its own name, which is said once and found once", () => {
    expect(tree.under("4419").map((county) => county.name)).toEqual(["东莞市"]);
    expect(shownPath(tree, "441900", "zh-CN")).toBe("广东省东莞市");
    expect(names("东莞")).toEqual(["东莞市"]);
  });
});

describe("a place in words", () => {
  it("ends with the town where its name is known", () => {
    expect(shownPath(tree, "440605011", "zh-CN", "桂城街道")).toBe("广东省佛山市南海区桂城街道");
    expect(shownPath(tree, "440605011", "zh-CN")).toBe("广东省佛山市南海区");
    expect(shownPath(tree, "440605011", "en", "桂城街道")).toMatch(/Nanhai 南海区, 桂城街道$/);
  });
});

describe("the search", () => {
  it("finds a place by the beginning of its name, larger places first", () => {
    expect(names("湖北")[0]).toBe("湖北省");
    expect(names("武汉")).toContain("武汉市");
  });

  it("finds a place by how it is spelled, whatever the case", () => {
    expect(names("FoShan")[0]).toBe("佛山市");
    expect(names("nanhai")).toContain("南海区");
  });

  it("finds nothing for nothing, and nothing for what is no place", () => {
    expect(names("   ")).toEqual([]);
    expect(names("火星")).toEqual([]);
  });

  it("never offers a name that only groups counties", () => {
    expect(tree.search("市辖区").some(isGrouping)).toBe(false);
  });
});
