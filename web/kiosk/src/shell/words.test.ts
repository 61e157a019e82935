import { unequal } from "@sitewarden/kit/i18n";
import { expect, it } from "vitest";
import { ASKS } from "../link/messages";
import { words } from "./words";

it("everything is said in both languages", () => {
  expect(unequal(words)).toEqual([]);
});

it("there are words for whatever the gate may ask of a person", () => {
  for (const ask of ASKS) expect(words.texts["zh-CN"]).toHaveProperty(`ask_${ask}`);
});
