import { describe, expect, it } from "vitest";

import { chooseLanguage } from "../i18n/language";
import { ago, count, day, left, temperature, today } from "./format";

const now = new Date("2020-02-17T08:00:00Z");

describe("times", () => {
  it("are said in the largest unit that says enough", () => {
    expect(ago("2020-02-17T07:59:40Z", now)).toBe("刚刚");
    expect(ago("2020-02-17T07:15:00Z", now)).toBe("45 分钟前");
    expect(ago("2020-02-16T07:00:00Z", now)).toBe("25 小时前");
    expect(ago("2020-02-10T08:00:00Z", now)).toBe("7 天前");
    expect(left("2020-02-17T08:29:10Z", now)).toBe("还有 30 分钟");
    expect(left("2020-02-17T07:59:59Z", now)).toBeUndefined();
  });

  it("in English tell one day from many", () => {
    chooseLanguage("en");
    expect(ago("2020-02-15T08:00:00Z", now)).toBe("2 days ago");
    expect(day("2020-02-17")).toBe("17 February 2020");
    chooseLanguage("zh-CN");
  });

  it("a day is the same day in every zone", () => {
    expect(day("2020-02-17")).toBe("2020年2月17日");
    expect(today(new Date(2020, 1, 7, 23, 59))).toBe("2020-02-07");
  });
});

it("measures are exact to their tenth", () => {
  expect(temperature(373)).toBe("37.3 ℃");
  expect(temperature(370)).toBe("37.0 ℃");
  expect(count(30000)).toBe("30,000");
});
