import { expect, it } from "vitest";
import { secondsUntil, wait } from "./count-down";

it("counts whole seconds down to none, also when the phone slept in between", () => {
  const until = 60_000;
  expect([0, 1, 999, 1_000, 59_001, 60_000, 500_000].map((now) => secondsUntil(until, now))).toEqual([60, 60, 60, 59, 1, 0, 0]);
});

it("tells a wait as people would, and never too short a one", () => {
  expect(wait(60)).toEqual({ unit: "seconds", count: 60 });
  expect(wait(91)).toEqual({ unit: "minutes", count: 2 });
  expect(wait(3_300)).toEqual({ unit: "minutes", count: 55 });
  expect(wait(68_400)).toEqual({ unit: "hours", count: 19 });
});
