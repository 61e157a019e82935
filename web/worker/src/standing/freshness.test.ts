import { describe, expect, it } from "vitest";
import { freshness, RENEW_AFTER_MS, SHOWN_FOR_MS } from "./freshness";
import { wayOut } from "./ways-out";

describe("a pass", () => {
  it("is renewed well before it may no longer be shown", () => {
    expect(RENEW_AFTER_MS).toBeLessThan(SHOWN_FOR_MS);
    expect(SHOWN_FOR_MS).toBeLessThan(120_000);
  });

  it("is old after its time, and when the phone's clock was set back", () => {
    expect(freshness(1000, 1000)).toBe("fresh");
    expect(freshness(1000, 1000 + SHOWN_FOR_MS)).toBe("old");
    expect(freshness(100_000, 99_000)).toBe("fresh");
    expect(freshness(100_000, 40_000)).toBe("old");
  });
});

it("every reason has a way out, one this phone does not know too", () => {
  expect(wayOut("no_declaration").page).toBe("/declare");
  expect(wayOut("something_new").words).toBe("wayStaff");
});
