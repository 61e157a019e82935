import { expect, it } from "vitest";

import { unequal } from "../i18n/unequal";
import { kitWords } from "./words";

it("says everything in both languages", () => {
  expect(unequal(kitWords)).toEqual([]);
});
