import { describe, expect, it } from "vitest";

import { heard, NOTHING_SAID, SAME_MS, type LastSaid, type ToSay } from "./news";

const refused = { answer: "refuse", shown_name: null } as const;

/** Which of these answers, one after the other, are said. */
function said(answers: ToSay[]): boolean[] {
  let last: LastSaid = NOTHING_SAID;
  return answers.map((answer) => {
    const step = heard(last, answer);
    last = step?.last ?? last;
    return step?.news ?? false;
  });
}

describe("the gate's voice", () => {
  it("says an answer once, however often the screen is drawn", () => {
    const answer = { answer: refused, serial: 1, text: "请找门卫登记", now: 0 };
    expect(said([answer, { ...answer, now: SAME_MS * 2 }])).toEqual([true, false]);
  });

  it("does not say the same again a moment later, and does after a while", () => {
    const answer = (serial: number, now: number) => ({ answer: refused, serial, text: "请找门卫登记", now });
    expect(said([answer(1, 0), answer(2, SAME_MS - 1), answer(3, 2 * SAME_MS - 1)])).toEqual([true, false, true]);
  });

  it("says the same words to the next person", () => {
    const pass = (serial: number, shown_name: string) => ({
      answer: { answer: "pass", shown_name } as const,
      serial,
      text: "请进",
      now: serial,
    });
    expect(said([pass(1, "王*国"), pass(2, "李*")])).toEqual([true, true]);
  });

  it("says another answer to the same person at once", () => {
    const to = { shown_name: "王*国" };
    expect(
      said([
        { answer: { answer: "hold", ...to }, serial: 1, text: "今天还没申报", now: 0 },
        { answer: { answer: "pass", ...to }, serial: 2, text: "请进", now: 1 },
      ]),
    ).toEqual([true, true]);
  });
});
