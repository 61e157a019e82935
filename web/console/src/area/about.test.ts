import { expect, it } from "vitest";

import { importPath, ready, type About } from "./about";

const places: Partial<About> = { what: "places", disease: "covid-2020", source: "卫健委 ", as_of: "2020-02-17", revision: "ends" };
const counts: Partial<About> = { what: "counts", disease: "covid-2020", source: "卫健委", new_cases: 10, within_days: 14, level: "high" };

it("a file is taken once it is said whose it is, of which disease and how it counts", () => {
  expect(ready(places)).toBe(true);
  expect(ready({ ...places, source: " " })).toBe(false);
  expect(ready({ ...places, as_of: "" })).toBe(false);
  expect(ready(counts)).toBe(true);
  expect(ready({ ...counts, new_cases: null })).toBe(false);
});

it("places and counts are sent to addresses of their own", () => {
  expect(importPath(places, true)).toBe(
    "/area-lists/import?dry_run=true&disease=covid-2020&source=%E5%8D%AB%E5%81%A5%E5%A7%94&as_of=2020-02-17&revision=ends",
  );
  expect(importPath(counts, false)).toContain("/area-lists/count?dry_run=false");
});
