/**
 * What to tell a person before the camera: enough light, not too much, still. It only guides; whether a picture is
 * good enough is for the platform to say.
 */

/** What is asked for, or `good`. */
export type Advice = "too_dark" | "too_bright" | "hold_still" | "good";

/** A small grey picture of what the camera sees, one byte a pixel. */
export interface Glance {
  width: number;
  height: number;
  grey: Uint8Array;
}

/** Mean light of the middle of the picture below which faces lose their features, of 255. */
const DARK = 50;
/** Above which they are washed out. */
const BRIGHT = 225;
/** Mean change of a pixel between two glances above which the picture will be blurred, of 255. */
const MOVED = 14;

/** Grey from the bytes of a canvas (Rec. 601 weights). */
export function glance(rgba: Uint8ClampedArray, width: number, height: number): Glance {
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at += 1) {
    const [r = 0, g = 0, b = 0] = rgba.subarray(at * 4, at * 4 + 3);
    grey[at] = (299 * r + 587 * g + 114 * b) / 1000;
  }
  return { width, height, grey };
}

/** Calls `see` with each pixel of the middle, where the oval is. */
function middle({ width, height }: Glance, see: (at: number) => void): number {
  let pixels = 0;
  for (let y = Math.floor(height * 0.15); y < height * 0.85; y += 1) {
    for (let x = Math.floor(width * 0.3); x < width * 0.7; x += 1) {
      see(y * width + x);
      pixels += 1;
    }
  }
  return pixels;
}

/** What to say about this glance, given the one before it. */
export function advice(now: Glance, before: Glance | undefined): Advice {
  let light = 0;
  const pixels = middle(now, (at) => (light += now.grey[at] ?? 0));
  if (light / pixels < DARK) return "too_dark";
  if (light / pixels > BRIGHT) return "too_bright";
  if (before === undefined || before.grey.length !== now.grey.length) return "hold_still";
  let change = 0;
  middle(now, (at) => (change += Math.abs((now.grey[at] ?? 0) - (before.grey[at] ?? 0))));
  return change / pixels > MOVED ? "hold_still" : "good";
}

/** When pictures are taken: a moment of good, or patience at its end. All in milliseconds. */
export interface Pace {
  /** For how long it was good without a break. */
  goodFor: number;
  /** Since the last picture, or since the start. */
  since: number;
}

const GOOD_MS = 350;
const APART_MS = 900;
const PATIENCE_MS = 5_000;

/**
 * Whether to take a picture now. Someone who cannot hold still is not kept waiting: after five seconds the picture
 * is taken anyway and the platform judges it. Without light it never is.
 */
export function shouldTake(said: Advice, pace: Pace): boolean {
  if (said === "too_dark" || said === "too_bright") return false;
  if (pace.since >= PATIENCE_MS) return true;
  return said === "good" && pace.goodFor >= GOOD_MS && pace.since >= APART_MS;
}
