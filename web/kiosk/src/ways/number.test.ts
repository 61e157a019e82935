import { describe, expect, it } from "vitest";
import { erased, moved, NOTHING, signs, typed, type Typed } from "./number";
import type { Kind } from "./ways-panel";

const all = (keys: string, kind: Kind = "resident_id", from: Typed = NOTHING) =>
  [...keys].reduce((state, key) => typed(kind, state, key), from);
const shown = (state: Typed, revealed = false) => signs(state, revealed).map(({ text }) => text).join("");

describe("an identity card's number", () => {
  it("has digits, and an X only as the last sign", () => {
    expect(all("44X06").number).toBe("4406");
    expect(all("44060519900307001X").number).toBe("44060519900307001X");
    expect(all("4406051990030700101").number).toBe("440605199003070010");
  });

  it("is not to be read by those who stand by, unless its owner asks to see it", () => {
    expect(shown(all("440605199003070010"))).toBe("••••••••••••••0010");
    expect(shown(all("4406"))).toBe("4406");
    expect(shown(all("440605"), true)).toBe("440605");
  });
});

describe("one wrong digit", () => {
  const whole = all("440605199003070010");

  it("is chosen from the end, seen, and replaced; the rest stays", () => {
    const chosen = [1, 2, 3, 4, 5, 6].reduce((state) => moved(state, -1), whole);
    expect(chosen.at).toBe(12);
    expect(shown(chosen)).toBe("••••••••••••0•0010");
    expect(typed("resident_id", chosen, "9")).toEqual({ number: "440605199003970010", at: null });
  });

  it("can be taken out", () => {
    expect(erased({ number: "123", at: 1 })).toEqual({ number: "13", at: 1 });
    expect(erased({ number: "123", at: 2 })).toEqual({ number: "12", at: null });
    expect(erased({ number: "123", at: null })).toEqual({ number: "12", at: null });
    expect(erased(NOTHING)).toEqual(NOTHING);
  });

  it("is not looked for beyond the ends", () => {
    expect(moved({ number: "12", at: 0 }, -1).at).toBe(0);
    expect(moved({ number: "12", at: 1 }, 1).at).toBeNull();
    expect(moved(NOTHING, -1).at).toBeNull();
  });

  it("is never replaced by a sign that cannot stand there", () => {
    expect(typed("resident_id", { ...whole, at: 3 }, "X")).toEqual({ ...whole, at: 3 });
  });
});

it("other documents have letters too", () => {
  expect(all("E12345678", "passport").number).toBe("E12345678");
  expect(all("12345678901", "taiwan_permit").number).toBe("1234567890");
});
