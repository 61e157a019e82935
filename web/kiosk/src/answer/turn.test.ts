import { describe, expect, it } from "vitest";
import type { AnswerMessage, Ask, ClaimMessage, FromGate } from "../link/messages";
import { lookOf } from "./look";
import { GONE_FRAMES, LEFT_MS, staysMs, step, WAITING, type Happening, type Turn } from "./turn";

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
const claim: ClaimMessage = { type: "claim", text: { zh: "请扫码", en: "Scan" }, wants: "sign" };
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
    expect(after(say(claim), say(answer())).claim).toBeNull();
  });

  it("that asks someone to do something stays longer, and longest where there is a code to scan", () => {
    expect(staysMs(answer())).toBe(2500);
    const card = { code: "card_asked", words: { zh: "请门卫核对证件", en: "Show your card to the guard." } };
    for (const change of [{ answer: "hold" }, { answer: "refuse" }, { grounds: [card] }] as const) {
      expect(staysMs(answer({ ...change, grounds: [card] }))).toBe(6000);
    }
    expect(staysMs(answer({ answer: "hold", show_declare_qr: true }))).toBe(10_000);
  });

  it("that asks to scan is not ended by the phone held before the face, but by the next person", () => {
    const held = after(sent(1), frame(null), say(answer({ answer: "hold" })));
    const hidden = (forMs: number) =>
      [1000, 1100, 1200, 1300, 1300 + forMs].flatMap((at): Happening[] => [sent(at), frame("no_face")]).reduce(step, held);
    const seenAgain = (turn: Turn, at: number) => [sent(at), frame(null)].reduce(step, turn);
    expect(seenAgain(hidden(100), 1000 + LEFT_MS - 1).shown).not.toBeNull();
    expect(seenAgain(hidden(100), 1000 + LEFT_MS).shown).toBeNull();
  });

  it("makes room for what the next person is asked or told, and not for trouble with the picture", () => {
    const held = after(say(answer({ answer: "hold" })));
    const problem = (code: string): Happening => say({ type: "problem", code, words: { zh: "", en: "" } });
    expect(step(held, say(claim)).shown).toBeNull();
    expect(step(held, problem("number")).shown).toBeNull();
    expect(step(held, problem("frame_unreadable")).shown).not.toBeNull();
  });

  it("can be put away by a touch", () => {
    expect(after(say(answer({ answer: "hold" })), { type: "put away" }).shown).toBeNull();
  });

  it("is repeated small for as long as the same person stays, unless it let them in", () => {
    const over: Happening = { type: "over", serial: 1 };
    const stays = (told: AnswerMessage) => after(sent(1), frame(null), say(told), over, sent(2), frame(null));
    expect(stays(answer()).told, "the next person is not welcomed with it").toBeNull();
    const turn = stays(answer({ answer: "hold" }));
    expect(turn.told).toEqual(answer().say);
    const gone = Array.from({ length: GONE_FRAMES }, (_, at) => [sent(10 + at), frame("no_face")]).flat();
    expect([...gone, sent(10 + LEFT_MS), frame(null)].reduce(step, turn).told).toBeNull();
  });
});

describe("someone at the keys", () => {
  const unknown = answer({ answer: "refuse", shown_name: null });

  it("is not sent away for a face that is not known, and is by every other answer", () => {
    const typing = after({ type: "typing" }, sent(1), frame(null));
    expect(step(typing, say(unknown))).toMatchObject({ typing: true, shown: null, told: unknown.say });
    for (const other of [answer(), answer({ ...unknown, way: "number" })]) {
      expect(step(typing, say(other))).toMatchObject({ typing: false, shown: { answer: other } });
    }
  });

  it("is called there for a sign, and away from there for a face", () => {
    expect(after(say(claim)).typing).toBe(true);
    expect(after({ type: "typing" }, say({ ...claim, wants: "face" })).typing).toBe(false);
    expect(after({ type: "typing" }, { type: "cancelled" }).typing).toBe(false);
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
