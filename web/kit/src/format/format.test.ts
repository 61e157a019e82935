import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { chooseLanguage } from "../i18n/language";
import { ago, clock, count, day, dayOfWeek, instant, left, minuteOfDay, temperature, today } from "./format";
import { takeZone } from "./zone";

const now = new Date("2020-02-17T08:00:00Z");
const lateAtNight = "2020-02-17T16:30:05Z";
const hourOn: Record<string, number> = { "America/Los_Angeles": 8, "Asia/Shanghai": 0, "Pacific/Kiritimati": 6 };

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
  });
});

describe.each(["America/Los_Angeles", "Asia/Shanghai", "Pacific/Kiritimati"])("on a device set to %s", (device) => {
  const before = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = device;
  });
  afterAll(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });
  afterEach(() => takeZone("Asia/Shanghai"));

  it("times are those of the district", () => {
    expect(new Date(lateAtNight).getHours(), "the device goes by its own zone").toBe(hourOn[device]);
    expect(clock(lateAtNight)).toBe("00:30:05");
    expect(minuteOfDay(lateAtNight)).toBe("00:30");
    expect(instant(lateAtNight, now)).toBe("2月18日 00:30");
    expect(dayOfWeek(lateAtNight)).toBe("2月18日星期二");
  });

  it("a day begins at the district's midnight", () => {
    expect(today(new Date("2020-02-17T15:59:59Z"))).toBe("2020-02-17");
    expect(today(new Date("2020-02-17T16:00:00Z"))).toBe("2020-02-18");
  });

  it("the year is named when it is not the district's year", () => {
    expect(instant("2019-12-31T15:59:00Z", new Date("2019-12-31T16:00:00Z"))).toBe("2019年12月31日 23:59");
    expect(instant("2019-12-31T16:00:00Z", new Date("2019-12-31T16:00:00Z"))).toBe("1月1日 00:00");
  });

  it("another district's zone is taken when the platform tells it, and nonsense never", () => {
    takeZone("Asia/Urumqi");
    expect(clock(lateAtNight)).toBe("22:30:05");
    takeZone("Not/AZone");
    expect(clock(lateAtNight)).toBe("22:30:05");
  });
});

it("measures are exact to their tenth", () => {
  expect(temperature(373)).toBe("37.3 ℃");
  expect(temperature(370)).toBe("37.0 ℃");
  expect(count(30000)).toBe("30,000");
});
