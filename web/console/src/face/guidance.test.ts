import { describe, expect, it } from "vitest";

import { advice, glance, shouldTake } from "./guidance";

function plain(value: number, width = 40, height = 30) {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(value);
  return glance(rgba, width, height);
}

describe("what is said before the camera", () => {
  it("asks for light, and for less of it", () => {
    expect(advice(plain(20), undefined)).toBe("too_dark");
    expect(advice(plain(250), undefined)).toBe("too_bright");
  });

  it("asks to hold still until two glances are alike", () => {
    expect(advice(plain(120), undefined)).toBe("hold_still");
    expect(advice(plain(120), plain(160))).toBe("hold_still");
    expect(advice(plain(120), plain(124))).toBe("good");
  });

  it("does not compare pictures of two sizes", () => {
    expect(advice(plain(120), plain(120, 30, 40))).toBe("good");
    expect(advice(plain(120), plain(120, 20, 20))).toBe("hold_still");
  });
});

describe("a picture is taken", () => {
  it("after a moment of good, and not right after the one before", () => {
    expect(shouldTake("good", { goodFor: 400, since: 1_000 })).toBe(true);
    expect(shouldTake("good", { goodFor: 100, since: 1_000 })).toBe(false);
    expect(shouldTake("good", { goodFor: 400, since: 500 })).toBe(false);
  });

  it("in the end of whoever cannot hold still, but never in the dark", () => {
    expect(shouldTake("hold_still", { goodFor: 0, since: 4_000 })).toBe(false);
    expect(shouldTake("hold_still", { goodFor: 0, since: 5_000 })).toBe(true);
    expect(shouldTake("too_dark", { goodFor: 0, since: 60_000 })).toBe(false);
  });
});
