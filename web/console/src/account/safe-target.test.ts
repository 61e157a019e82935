import { expect, it } from "vitest";

import { safeTarget } from "./safe-target";

it("after signing in nobody is sent away from the console", () => {
  expect(safeTarget("/workers?standing=hold")).toBe("/workers?standing=hold");
  for (const to of [null, "", "https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"]) {
    expect(safeTarget(to), String(to)).toBe("/");
  }
});
