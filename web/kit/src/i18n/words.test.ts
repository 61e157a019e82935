import { describe, expect, it } from "vitest";

import { chooseLanguage } from "./language";
import { unequal } from "./unequal";
import { dictionary, filled } from "./words";

describe("a text", () => {
  it("has its places filled", () => {
    expect(filled("{site}有 {n} 人", { site: "桂城一号", n: 3 })).toBe("桂城一号有 3 人");
  });

  it("tells one from many where the language does", () => {
    expect(filled("{n} {n|worker|workers}", { n: 1 })).toBe("1 worker");
    expect(filled("{n} {n|worker|workers}", { n: 0 })).toBe("0 workers");
  });

  it("shows a place that nothing fills", () => {
    expect(filled("{n} 人")).toBe("{n} 人");
  });
});

describe("a dictionary", () => {
  const words = dictionary({ hello: "你好，{name}" }, { hello: "Hello {name}" });

  it("speaks Chinese until English is chosen", () => {
    expect(words.say("hello", { name: "王" })).toBe("你好，王");
    chooseLanguage("en");
    expect(words.say("hello", { name: "Wang" })).toBe("Hello Wang");
    chooseLanguage("zh-CN");
  });

  it("is found unequal when one language lacks a place or a text", () => {
    expect(unequal(words)).toEqual([]);
    expect(unequal(dictionary({ a: "{n} 人", b: "有" }, { a: "people", b: " " }))).toEqual(["a", "b"]);
  });
});
