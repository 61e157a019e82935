import { describe, expect, it } from "vitest";
import { complete, EMPTY_DRAFT, likeBefore, nextOpen, stayFits, toCorrect, untouched, type Answers, type Draft } from "./answers";

const quiet: Draft = {
  temperature: { tenths: 366 },
  symptoms: [],
  stays: [],
  trips: [],
  contact: "none",
  promise: true,
};

const told: Answers = {
  temperature: 378,
  symptoms: ["cough"],
  stays: [
    { division: "42", from: "2020-01-20", to: "2020-02-01" },
    { division: "4401", from: "2020-02-10", to: "2020-02-12" },
  ],
  trips: [{ mode: "train", day: "2020-02-12", number: "G1001", from: "", to: "", carriage: "", seat: "" }],
  contact: "2020-01-30",
  promise: true,
};

describe("a draft", () => {
  it("asks the first question that has no answer", () => {
    expect(nextOpen(EMPTY_DRAFT)).toBe("temperature");
    expect(nextOpen({ ...quiet, stays: null })).toBe("stays");
    expect(nextOpen(quiet)).toBe("summary");
  });

  it("is untouched until a question is answered, whatever the answer", () => {
    expect(untouched(EMPTY_DRAFT)).toBe(true);
    expect(untouched({ ...EMPTY_DRAFT, promise: true })).toBe(true);
    expect(untouched({ ...EMPTY_DRAFT, symptoms: [] })).toBe(false);
  });

  it("tells “not asked yet” from “no”: it is not complete until each question is answered", () => {
    expect(complete({ ...quiet, contact: null })).toBeNull();
    expect(complete(quiet)).toEqual({ temperature: 366, symptoms: [], stays: [], trips: [], contact: null, promise: true });
  });

  it("is not complete without the promise", () => {
    expect(complete({ ...quiet, promise: false })).toBeNull();
  });

  it("says nothing of a temperature that was not measured", () => {
    expect(complete({ ...quiet, temperature: "not_measured" })?.temperature).toBeNull();
  });
});

describe("a correction", () => {
  it("starts from what was sent and asks for the promise again", () => {
    const draft = toCorrect(told);
    expect(draft.promise).toBe(false);
    expect(complete({ ...draft, promise: true })).toEqual(told);
  });
});

describe("the same as before", () => {
  const draft = likeBefore(told, "2020-02-17", 14);

  it("carries over what lies in the days looked back on", () => {
    expect(draft.stays?.map((stay) => stay.division)).toEqual(["4401"]);
    expect(draft.trips).toHaveLength(1);
    expect(draft.contact).toBe("none");
  });

  it("asks anew for what is of the day", () => {
    expect(draft.temperature).toBeNull();
    expect(draft.symptoms).toBeNull();
    expect(draft.promise).toBe(false);
  });
});

it("a stay ends after it begins, and not in the future", () => {
  expect(stayFits({ division: "42", from: "2020-02-10", to: "2020-02-10" }, "2020-02-17")).toBe(true);
  expect(stayFits({ division: "42", from: "2020-02-11", to: "2020-02-10" }, "2020-02-17")).toBe(false);
  expect(stayFits({ division: "42", from: "2020-02-11", to: "2020-02-18" }, "2020-02-17")).toBe(false);
  expect(stayFits({ division: "42", from: "", to: "2020-02-10" }, "2020-02-17")).toBe(false);
});
