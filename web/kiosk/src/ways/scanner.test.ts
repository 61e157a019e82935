import { describe, expect, it } from "vitest";
import { scanned, scanner } from "./scanner";

/** Types a text, one key every `gap` milliseconds, and gives what the scanner made of it. */
function typed(text: string, gap: number): string | null {
  const one = scanner();
  let at = 1000;
  let whole: string | null = null;
  for (const key of [...text, "Enter"]) {
    whole = one.key(key, at) ?? whole;
    at += gap;
  }
  return whole;
}

describe("a hand scanner", () => {
  it("is known by its speed", () => {
    expect(typed("SW1.abc.123.sig", 8)).toBe("SW1.abc.123.sig");
    expect(typed("SW1.abc.123.sig", 150)).toBeNull();
  });

  it("is not what a single quick key is", () => {
    expect(typed("12", 8)).toBeNull();
  });

  it("is not disturbed by the keys it holds down", () => {
    const one = scanner();
    ["Shift", "S", "Shift", "W", "1", ".", "a", "b"].forEach((key, at) => one.key(key, at * 5));
    expect(one.key("Enter", 42)).toBe("SW1.ab");
  });
});

it("an identity card's number is told from a pass", () => {
  expect(scanned("44060519900307001x")).toEqual({ number: "44060519900307001X" });
  expect(scanned(" SW1.a.1.b ")).toEqual({ code: "SW1.a.1.b" });
});
