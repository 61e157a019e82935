import { expect, it } from "vitest";

import { figureLinks } from "./figure-links";

const noon = new Date("2020-02-17T04:00:00Z");

it("at a site each figure opens just the people it counts", () => {
  const links = figureLinks({ site: "s1" }, noon);
  expect(links.hold).toBe("/workers?site=s1&standing=hold");
  expect(links.pending).toBe("/workers?site=s1&engagement=pending");
  expect(links.refused).toBe("/passages?site=s1&answer=refuse&day=2020-02-17");
});

it("in a town the figures of people open its sites", () => {
  const links = figureLinks({ town: "440605011" }, noon);
  expect(links.barred).toBe("/sites?town=440605011");
  expect(links.alerts).toBe("/alerts?town=440605011");
});

it("in the whole district nothing is narrowed", () => {
  expect(figureLinks({}, noon).people).toBe("/sites");
});
