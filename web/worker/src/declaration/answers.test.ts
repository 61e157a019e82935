import { describe, expect, it } from "vitest";
import { complete, EMPTY_DRAFT, likeBefore, nextOpen, stayFits, toCorrect, untouched, type Answers, type Draft } from "./answers";

const quiet: Draft = {
  temperature: { tenths: 366 },
  symptoms: [],
  stays: [],
  trips: [],
  contact: "none",
  questions: {},
  promise: true,
};

/** A day without questions of its own, and one with. */
const plain = { questions: [] };
const asking = { questions: [{ code: "rash_at_home" }] };

const told: Answers = {
  temperature: 378,
  symptoms: ["cough"],
  stays: [
    { division: "42", from: "2020-01-20", to: "2020-02-01" },
    { division: "4401", from: "2020-02-10", to: "2020-02-12" },
  ],
  trips: [{ mode: "train", day: "2020-02-12", number: "G1001", from: "", to: "", carriage: "", seat: "" }],
  contact: "2020-01-30",
  questions: {},
  promise: true,
};

describe("a draft", () => {
  it("asks the first question that has no answer", () => {
    expect(nextOpen(EMPTY_DRAFT, plain)).toBe("temperature");
    expect(nextOpen({ ...quiet, stays: null }, plain)).toBe("stays");
    expect(nextOpen(quiet, plain)).toBe("summary");
  });

  it("asks what a disease brings as soon as the form has it, and says yes and no apart from nothing", () => {
    expect(nextOpen(quiet, asking)).toBe("ask:rash_at_home");
    expect(complete(quiet, asking)).toBeNull();
    const no = { ...quiet, questions: { rash_at_home: false } };
    expect(nextOpen(no, asking)).toBe("summary");
    expect(complete(no, asking)?.questions).toEqual({ rash_at_home: false });
  });

  it("leaves out what is no longer asked", () => {
    expect(complete({ ...quiet, questions: { rash_at_home: true } }, plain)?.questions).toEqual({});
  });

  it("is untouched until a question is answered, whatever the answer", () => {
    expect(untouched(EMPTY_DRAFT)).toBe(true);
    expect(untouched({ ...EMPTY_DRAFT, promise: true })).toBe(true);
    expect(untouched({ ...EMPTY_DRAFT, symptoms: [] })).toBe(false);
  });

  it("tells “not asked yet” from “no”: it is not complete until each question is answered", () => {
    expect(complete({ ...quiet, contact: null }, plain)).toBeNull();
    expect(complete(quiet, plain)).toEqual({ temperature: 366, symptoms: [], stays: [], trips: [], contact: null, questions: {}, promise: true });
  });

  it("is not complete without the promise", () => {
    expect(complete({ ...quiet, promise: false }, plain)).toBeNull();
  });

  it("says nothing of a temperature that was not measured", () => {
    expect(complete({ ...quiet, temperature: "not_measured" }, plain)?.temperature).toBeNull();
  });
});

describe("a correction", () => {
  it("starts from what was sent and asks for the promise again", () => {
    const draft = toCorrect(told);
    expect(draft.promise).toBe(false);
    expect(complete({ ...draft, promise: true }, plain)).toEqual(told);
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
