import { expect, it } from "vitest";
import { holds } from "./last-known";

const now = new Date("2020-02-17T08:00:00Z");

it("what was heard is told until its own end, and for as long as somebody has to act", () => {
  expect(holds({ state: "clear", reasons: [], until: "2020-02-17T16:00:00Z" }, now)).toBe(true);
  expect(holds({ state: "clear", reasons: [], until: "2020-02-16T16:00:00Z" }, now)).toBe(false);
  expect(holds({ state: "hold", reasons: [], until: null }, now)).toBe(true);
});
