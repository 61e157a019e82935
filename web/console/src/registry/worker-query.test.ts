import { expect, it } from "vitest";

import { readFilters } from "../list/filters";
import { workerFilterNames, workerQuery } from "./worker-query";

const asked = (address: string) => workerQuery(readFilters(new URLSearchParams(address), workerFilterNames));

it("a link from a figure asks the platform for just those people", () => {
  expect(asked("standing=hold&engagement=active")).toEqual({ standing: "hold", engagement: "active" });
});

it("a past day asks for who was here then, and a text that is no day for nobody", () => {
  expect(asked("day=2020-02-10")).toEqual({ day: "2020-02-10" });
  expect(asked("day=yesterday")).toEqual({});
});

it("words that mean nothing are not passed on", () => {
  expect(asked("standing=dead&face=yes&engagement=&site=1")).toEqual({});
});

it("what is searched for stands in no address, and a whole document number goes out as its last four", () => {
  expect(asked("q=440605199003070010")).toEqual({});
  expect(workerQuery({}, "440605199003070010")).toEqual({ q: "0010" });
  expect(workerQuery({}, "王建国")).toEqual({ q: "王建国" });
});
