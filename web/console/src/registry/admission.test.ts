import { expect, it } from "vitest";

import { admission, registeredAs } from "./admission";

it("who waits to be confirmed is never shown as one who may enter", () => {
  expect(admission("pending", "clear")).toEqual({ mark: "hold", word: "pending" });
  expect(admission("pending", "hold")).toEqual({ mark: "hold", word: "pending" });
  expect(admission("pending", "barred")).toEqual({ mark: "barred" });
});

it("who has left is neither let in nor held", () => {
  expect(admission("ended", "clear")).toEqual({ mark: "neutral", word: "ended" });
});

it("who is at work is shown as they stand", () => {
  expect(admission("active", "clear")).toEqual({ mark: "clear" });
  expect(admission("active", "hold")).toEqual({ mark: "hold" });
});

it("a manager sees how someone is registered at their own site, others the furthest they have come", () => {
  const both = [
    { site: "a", state: "pending" },
    { site: "b", state: "active" },
    { site: "c", state: "ended" },
  ] as const;
  expect(registeredAs(both, "a")).toBe("pending");
  expect(registeredAs(both, "c")).toBe("ended");
  expect(registeredAs(both, null)).toBe("active");
  expect(registeredAs([], undefined)).toBe("ended");
});
