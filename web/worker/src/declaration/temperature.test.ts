import { describe, expect, it } from "vitest";
import { possible, shownDigits, typedTenths, withDigit } from "./temperature";

describe("a temperature typed on big keys", () => {
  it("is there once it has three digits", () => {
    expect(typedTenths("36")).toBeNull();
    expect(typedTenths("366")).toBe(366);
    expect(shownDigits("36")).toBe("36.–");
    expect(shownDigits("")).toBe("––.–");
  });

  it("begins anew with a fourth digit", () => {
    expect(withDigit("36", "6")).toBe("366");
    expect(withDigit("366", "3")).toBe("3");
  });

  it("is mistyped where no living person has it", () => {
    expect([339, 340, 430, 431].map(possible)).toEqual([false, true, true, false]);
  });
});
