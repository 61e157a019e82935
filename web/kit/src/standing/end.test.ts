import { expect, it } from "vitest";

import type { StandingView } from "../api/types";
import { endToTell } from "./end";

const until = "2020-02-19T16:00:00Z";

function standing(state: StandingView["state"], reasons: [string, StandingView["state"]][]): StandingView {
  return { state, until, reasons: reasons.map(([code, leadsTo]) => ({ code, state: leadsTo, text: code, until })) };
}

it("an end is told once: by the only reason's sentence, or beside the reasons", () => {
  expect(endToTell(standing("barred", [["hit", "barred"], ["area", "hold"]]))).toBeUndefined();
  expect(endToTell(standing("hold", [["hit", "hold"], ["area", "hold"]]))).toBe(until);
  expect(endToTell(standing("hold", [["symptom", "hold"]])), "its sentence says what to do, not until when").toBe(until);
  expect(endToTell(standing("clear", []))).toBe(until);
});

it("what waits for someone to act has no end to tell", () => {
  expect(endToTell({ ...standing("hold", [["fever", "hold"]]), until: null })).toBeUndefined();
});
