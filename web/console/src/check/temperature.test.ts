import { expect, it } from "vitest";

import { possible, typedTenths } from "./temperature";

it("a temperature is read however it is typed off the thermometer", () => {
  for (const typed of ["36.5", "365", " 36.5 ", "３６．５", "36,5", "36。5", "36.5℃", "36.5 °C"]) {
    expect(typedTenths(typed), typed).toBe(365);
  }
  expect(typedTenths("37")).toBe(370);
});

it("what is no temperature is none, and one nobody has is not possible", () => {
  for (const typed of ["", "正常", "36.55", "3.65", "3650", "-36.5"]) expect(typedTenths(typed), typed).toBeUndefined();
  expect([339, 340, 430, 431, undefined].map(possible)).toEqual([false, true, true, false, false]);
});
