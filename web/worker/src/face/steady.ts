/**
 * Whether the picture before the camera is worth taking: bright enough, not too bright, still. The platform looks
 * for the face itself; this only spares people a refusal. It knows no camera: grey samples are passed in.
 */
export const SAMPLE_WIDTH = 64;
export const SAMPLE_HEIGHT = 48;

/** Mean brightness of 0–255 between which a face can be measured; and the mean change that counts as moving. */
const DARK = 45;
const BRIGHT = 225;
const MOVING = 9;
/** So long it has to be good before the picture is taken. */
const GOOD_FOR_MS = 500;
/** Between two pictures, so that they are not the same one. */
const APART_MS = 1100;

export type Judged = "too_dark" | "too_bright" | "hold_still" | "good";

export interface Watch {
  previous: Uint8Array | null;
  goodSince: number | null;
  takenAt: number;
}

export const NEW_WATCH: Watch = { previous: null, goodSince: null, takenAt: -Infinity };

/** Grey values of RGBA pixels (ITU-R BT.601). */
export function grey(rgba: Uint8ClampedArray): Uint8Array {
  const values = new Uint8Array(rgba.length / 4);
  for (let at = 0; at < values.length; at += 1) {
    const from = at * 4;
    values[at] = ((rgba[from] ?? 0) * 77 + (rgba[from + 1] ?? 0) * 150 + (rgba[from + 2] ?? 0) * 29) >> 8;
  }
  return values;
}

/** Judges one sample and tells whether to take a picture now. */
export function judge(watch: Watch, sample: Uint8Array, at: number): { watch: Watch; judged: Judged; take: boolean } {
  const judged = judgeSample(watch.previous, sample);
  const goodSince = judged === "good" ? (watch.goodSince ?? at) : null;
  const take = goodSince !== null && at - goodSince >= GOOD_FOR_MS && at - watch.takenAt >= APART_MS;
  return {
    judged,
    take,
    watch: { previous: sample, goodSince: take ? null : goodSince, takenAt: take ? at : watch.takenAt },
  };
}

function judgeSample(previous: Uint8Array | null, sample: Uint8Array): Judged {
  const light = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  if (light < DARK) return "too_dark";
  if (light > BRIGHT) return "too_bright";
  if (!previous) return "hold_still";
  const change = sample.reduce((sum, value, at) => sum + Math.abs(value - (previous[at] ?? 0)), 0) / sample.length;
  return change > MOVING ? "hold_still" : "good";
}
