import { expect, it } from "vitest";

import { complete } from "./about";

it("a list is only taken with a name, a source and a day on which it ends", () => {
  const about = { name: "密切接触者第 12 批", source: "区疾控中心", expires_on: "2020-03-02" };
  expect(complete(about, "2020-02-17")).toBe(true);
  expect(complete({ ...about, expires_on: "2020-02-17" }, "2020-02-17")).toBe(true);
  expect(complete({ ...about, expires_on: "2020-02-16" }, "2020-02-17")).toBe(false);
  for (const missing of ["name", "source", "expires_on"]) {
    expect(complete({ ...about, [missing]: " " }, "2020-02-17"), missing).toBe(false);
  }
});
