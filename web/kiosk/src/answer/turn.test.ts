import { describe, expect, it } from "vitest";
import type { AnswerMessage, Ask, FromGate } from "../link/messages";
import { lookOf } from "./look";
import { GONE_FRAMES, step, WAITING, type Happening, type Turn } from "./turn";

const answer = (change: Partial<AnswerMessage> = {}): AnswerMessage => ({
  type: "answer",
  answer: "pass",
  shown_name: "王*国",
  crew: "钢筋一班",
  grounds: [{ code: "clear", words: { zh: "请进", en: "Please go in." } }],
  say: { zh: "请进", en: "Please go in." },
  way: "face",
  at: "2020-02-17T00:00:00Z",
  recorded: true,
  took_ms: 41,
  passage: "p",
  show_declare_qr: false,
  ...change,
});
const say = (message: FromGate): Happening => ({ type: "said", message });
const frame = (ask: Ask | null, face = ask !== "no_face"): Happening =>
  say({ type: "frame", seq: 1, ask, box: face ? [0.3, 0.2, 0.3, 0.4] : null });
const sent = (at: number): Happening => ({ type: "sent", at });
const after = (...happenings: Happening[]): Turn => happenings.reduce(step, { ...WAITING, link: "open" });

describe("the time from the first usable face to the answer", () => {
  it("begins with the first frame in which the gate asks nothing more", () => {
    const turn = after(
      sent(100), frame("no_face"),
      sent(200), frame("come_closer"),
      sent(300), frame(null),
      sent(400), frame(null),
      sent(500), say(answer()),
    );
    expect(turn.shown?.since).toBe(300);
  });

  it("goes on while the same face is asked to hold still, and begins anew when the face goes", () => {
    expect(after(sent(1), frame(null), sent(2), frame("hold_still"), sent(3), say(answer())).shown?.since).toBe(1);
    expect(after(sent(1), frame(null), sent(2), frame("no_face"), sent(3), frame(null), say(answer())).shown?.since).toBe(3);
  });

  it("is that of the frame on its way when the first one is enough", () => {
    expect(after(sent(70), say(answer())).shown?.since).toBe(70);
  });

  it("does not count the frames of one person for the next", () => {
    const turn = after(sent(1), frame(null), sent(2), say(answer()), frame(null), sent(9), say(answer()));
    expect(turn.shown?.since).toBe(9);
  });

  it("is not measured for a code or a number", () => {
    expect(after(sent(1), frame(null), say(answer({ way: "qr" }))).shown?.since).toBeNull();
  });
});

describe("an answer", () => {
  it("ends when its own time is over, and not by the time of the one before", () => {
    const turn = after(say(answer()), say(answer({ answer: "hold" })));
    expect(step(turn, { type: "over", serial: 1 }).shown?.answer.answer).toBe("hold");
    expect(step(turn, { type: "over", serial: 2 }).shown).toBeNull();
  });

  it("gives way to the next face, not to the same one still standing there", () => {
    const shown = after(sent(1), frame(null), say(answer()));
    expect(step(shown, frame(null)).shown).not.toBeNull();
    const gone = Array.from({ length: GONE_FRAMES }, () => frame("no_face"));
    expect([...gone, frame(null)].reduce(step, shown).shown).toBeNull();
  });

  it("is not cut short by a frame in which the same face was missed", () => {
    const shown = after(sent(1), frame(null), say(answer()));
    expect([frame("no_face"), frame(null)].reduce(step, shown).shown).not.toBeNull();
  });

  it("closes what was asked before it", () => {
    const turn = after(say({ type: "claim", text: { zh: "请扫码", en: "Scan" } }), say(answer()));
    expect(turn.claim).toBeNull();
  });
});

describe("a lost gate", () => {
  const turn = after(sent(1), frame("come_closer"), { type: "lost" });

  it("leaves no guidance, no face and no timing behind", () => {
    expect(turn).toMatchObject({ link: "lost", ask: null, box: null, usableSince: null, inFlightSince: null });
  });

  it("never brings back an answer when it returns", () => {
    const shown = after(say(answer()), { type: "over", serial: 1 }, { type: "lost" }, { type: "opened" });
    expect(shown.shown).toBeNull();
  });
});

describe("how an answer looks", () => {
  const refused = (code: string) => lookOf(answer({ answer: "refuse", grounds: [{ code, words: { zh: "", en: "" } }] }));

  it("is never red for who is only not known", () => {
    expect(refused("not_recognised")).toBe("unknown");
    expect(refused("code_invalid")).toBe("unknown");
  });

  it("is red where the gate may not let the person in", () => {
    expect(refused("hit")).toBe("barred");
    expect(refused("not_of_this_site")).toBe("barred");
  });

  it("is amber for who has something left to do", () => {
    expect(lookOf(answer({ answer: "hold" }))).toBe("hold");
  });
});
