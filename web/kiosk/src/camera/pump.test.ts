import { describe, expect, it } from "vitest";
import { FRAME_GAP_MS, pump } from "./pump";

/** A clock that is moved by hand, a camera and a line. */
function bench({ picture = true, line = true } = {}) {
  let now = 0;
  let calls: { call: () => void; at: number }[] = [];
  const frames: number[] = [];
  const state = { picture, line };
  const one = pump({
    grab: () => Promise.resolve(state.picture ? new Blob(["x"]) : null),
    send: () => state.line && frames.push(now) > 0,
    sent: () => undefined,
    now: () => now,
    later(call, ms) {
      const entry = { call, at: now + ms };
      calls.push(entry);
      return () => (calls = calls.filter((other) => other !== entry));
    },
  });
  const pass = async (ms: number) => {
    const end = now + ms;
    for (;;) {
      const due = calls.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      now = Math.max(now, due.at);
      calls = calls.filter((other) => other !== due);
      due.call();
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    }
    now = end;
  };
  return { one, pass, frames, state };
}

describe("the camera's frames", () => {
  it("go one at a time: the second waits for the reply to the first", async () => {
    const { one, pass, frames } = bench();
    await pass(1000);
    expect(frames).toHaveLength(1);
    one.replied();
    await pass(1000);
    expect(frames).toHaveLength(2);
  });

  it("are no closer together than the gap, however quick the gate is", async () => {
    const { one, pass, frames } = bench();
    for (let turn = 0; turn < 20; turn += 1) {
      await pass(10);
      one.replied();
    }
    await pass(0);
    expect(frames.length).toBeGreaterThan(2);
    for (let at = 1; at < frames.length; at += 1) {
      expect((frames[at] ?? 0) - (frames[at - 1] ?? 0)).toBeGreaterThanOrEqual(FRAME_GAP_MS);
    }
  });

  it("go on when a reply was lost", async () => {
    const { pass, frames } = bench();
    await pass(10_000);
    expect(frames.length).toBeGreaterThan(1);
  });

  it("begin once there is a picture and a line", async () => {
    const { pass, frames, state } = bench({ picture: false, line: false });
    await pass(1000);
    state.picture = true;
    await pass(1000);
    expect(frames).toEqual([]);
    state.line = true;
    await pass(1000);
    expect(frames).toHaveLength(1);
  });

  it("end when the screen is closed", async () => {
    const { one, pass, frames } = bench();
    await pass(1);
    one.stop();
    one.replied();
    await pass(10_000);
    expect(frames).toHaveLength(1);
  });
});
