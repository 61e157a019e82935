import { expect, it } from "vitest";

import { answersForPlace, takesIn } from "./may";

it("a company's clerk brings people in and answers for no place; its head office does neither", () => {
  expect([takesIn("contractor"), answersForPlace("contractor")]).toEqual([true, false]);
  expect([takesIn("enterprise"), answersForPlace("enterprise")]).toEqual([false, false]);
  expect([takesIn("site"), answersForPlace("site")]).toEqual([true, true]);
  expect([takesIn("town"), answersForPlace("town")]).toEqual([false, true]);
});
