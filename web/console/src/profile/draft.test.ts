import { describe, expect, it } from "vitest";

import type { DiseaseProfile } from "@sitewarden/kit/api";

import { blank, placeOf, profileOf, typedOf } from "./draft";

const today = "2020-02-17";
const covid: DiseaseProfile = {
  ...blank(today),
  code: "covid-2020",
  from: "2020-01-20",
  incubation: { shortest: 24, usual: 132, longest: 336 },
  infectious: { anchor: "onset", from_day: -2, to_day: null },
  symptoms: [{ code: "cough", words: { zh: "咳嗽", en: "cough" }, effect: "hold" }],
  categories: [{ category: "confirmed", effect: "barred" }],
  area_effect: { low: "clear", medium: "hold", high: "hold" },
};

describe("a version", () => {
  it("that nobody touched is sent as it came, from today, with the next number", () => {
    const sent = profileOf(typedOf(covid, today), covid, 3);
    expect(sent).toEqual({ ...covid, version: 3, from: today, to: null });
  });

  it("is typed in degrees and days", () => {
    const typed = typedOf(covid, today);
    expect([typed.fever_from, typed.incubation.usual]).toEqual([37.3, 5.5]);
    const sent = profileOf({ ...typed, fever_from: 38, incubation: { shortest: 0.5, usual: null, longest: 2 } }, covid, 3);
    expect([sent.fever_from, sent.incubation]).toEqual([380, { shortest: 12, usual: null, longest: 48 }]);
  });

  it("without an incubation or a fever says none", () => {
    const typed = { ...typedOf(covid, today), fever_from: null, incubation: {}, infectious: { anchor: "onset" as const } };
    const sent = profileOf(typed, covid, 3);
    expect([sent.fever_from, sent.incubation, sent.infectious]).toEqual([null, null, null]);
  });

  it("gives each new line a code of its own", () => {
    const typed = typedOf(covid, today);
    const line = { words: { zh: "头痛", en: "headache" }, effect: "hold" as const };
    const question = { ask: line.words, yes: line.words, effect: "hold" as const };
    const sent = profileOf({ ...typed, symptoms: [...typed.symptoms, line], questions: [question] }, covid, 3);
    expect(sent.symptoms.map(({ code }) => code)).toEqual(["cough", "covid_2020_1"]);
    expect(sent.questions?.map(({ code }) => code)).toEqual(["covid_2020_2"]);
  });

  it("leaves out the lists that it does nothing about", () => {
    const typed = typedOf(covid, today);
    const sent = profileOf({ ...typed, categories: { ...typed.categories, suspected: "hold", confirmed: "clear" } }, covid, 3);
    expect(sent.categories).toEqual([{ category: "suspected", effect: "hold" }]);
  });
});

it("a fault stands at its field", () => {
  for (const [field, place] of [
    ["profile.fever_from", ["fever_from"]],
    ["profile.words", ["words", "zh"]],
    ["profile.sources.gate", ["sources", "gate", "zh"]],
    ["profile.symptoms[2].effect", ["symptoms", 2, "effect"]],
    ["profile.questions[0].ask", ["questions", 0, "ask", "zh"]],
    ["profile.categories[0].effect", ["categories", "confirmed"]],
    ["profile.incubation", ["incubation", "longest"]],
    ["profile.version", null],
    ["reason", null],
  ] as const) {
    expect(placeOf(field, covid), field).toEqual(place);
  }
});
