import { expect, it } from "vitest";

import { areaOf, fits, PERMISSIONS } from "./area";

it("a part of the district is sent with what names it and nothing that was chosen before", () => {
  const typed = { town: "440605011", site: "s", uscc: " 91350100M000100Y43 " };
  expect(areaOf({ ...typed, kind: "district" }, "440605")).toEqual({ kind: "district", division: "440605" });
  const community = "440605011001";
  expect(areaOf({ ...typed, community, kind: "community" }, "440605")).toEqual({ kind: "community", division: community });
  expect(areaOf({ ...typed, kind: "town" }, "440605")).toEqual({ kind: "town", division: "440605011" });
  expect(areaOf({ ...typed, kind: "site" }, "440605")).toEqual({ kind: "site", site: "s" });
  expect(areaOf({ ...typed, kind: "contractor" }, "440605")).toEqual({ kind: "contractor", site: "s", uscc: "91350100M000100Y43" });
});

it("a company's system is offered its own people alone", () => {
  expect(PERMISSIONS.filter((one) => !fits(one, "contractor"))).toEqual(["sites.read", "figures.read"]);
  expect(PERMISSIONS.every((one) => fits(one, "site"))).toBe(true);
});
