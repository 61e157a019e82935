import { describe, expect, it } from "vitest";
import { grey, judge, NEW_WATCH, type Watch } from "./steady";

const flat = (value: number) => new Uint8Array(100).fill(value);

/** Judges samples 100 ms apart; gives what was judged and when a picture was taken. */
function watched(samples: Uint8Array[]) {
  let watch: Watch = NEW_WATCH;
  const judged: string[] = [];
  const taken: number[] = [];
  samples.forEach((sample, at) => {
    const result = judge(watch, sample, at * 100);
    watch = result.watch;
    judged.push(result.judged);
    if (result.take) taken.push(at * 100);
  });
  return { judged, taken };
}

describe("a picture is taken by itself", () => {
  it("once it was good for half a second, and the next a second later", () => {
    const { taken } = watched(Array.from({ length: 30 }, () => flat(120)));
    expect(taken[0]).toBe(600);
    expect((taken[1] ?? 0) - (taken[0] ?? 0)).toBeGreaterThanOrEqual(1100);
  });

  it("never in the dark or in glare, and it says which", () => {
    expect(watched([flat(20), flat(20)]).judged).toEqual(["too_dark", "too_dark"]);
    expect(watched([flat(240), flat(240)]).judged).toEqual(["too_bright", "too_bright"]);
  });

  it("never while the person or the phone moves", () => {
    const { judged, taken } = watched(Array.from({ length: 30 }, (_, at) => flat(at % 2 ? 100 : 120)));
    expect(new Set(judged)).toEqual(new Set(["hold_still"]));
    expect(taken).toEqual([]);
  });
});

it("grey is what the eye makes of colours", () => {
  expect([...grey(new Uint8ClampedArray([255, 255, 255, 255, 0, 255, 0, 255, 0, 0, 0, 255]))]).toEqual([255, 149, 0]);
});
