import { expect, it } from "vitest";

import type { DiseaseProfile } from "@sitewarden/kit/api";

import { degrees, duration, incubationText, infectiousText } from "./said";
import { profileWords } from "./words";

const { say } = profileWords;
const with_ = (part: Partial<DiseaseProfile>) => part as DiseaseProfile;

it("says days where they are whole, and hours below three days", () => {
  expect([12, 24, 48, 132].map((hours) => duration(hours, say))).toEqual(["12 小时", "1 天", "2 天", "5.5 天"]);
});

it("says the incubation, with the usual where a source has one", () => {
  expect(incubationText(with_({ incubation: { shortest: 24, usual: 132, longest: 336 } }), say)).toBe("1 天 到 14 天，通常 5.5 天");
  expect(incubationText(with_({ incubation: { shortest: 12, longest: 48 } }), say)).toBe("12 小时 到 2 天");
  expect(incubationText(with_({}), say)).toBeUndefined();
});

it("says from when to when one passes it on", () => {
  expect(infectiousText(with_({ infectious: { anchor: "rash", from_day: -4, to_day: 4 } }), say)).toBe("出疹前 4 天到后 4 天");
  expect(infectiousText(with_({ infectious: { anchor: "onset", from_day: 0 } }), say)).toBe("发病当天到症状没了");
});

it("writes degrees as a person does", () => {
  expect([373, 350].map(degrees)).toEqual(["37.3", "35"]);
});
