/** A picture held before a camera, such as a phone with a QR code on it. */
import { execFileSync } from "node:child_process";

/**
 * Turns a picture file into a clip that a fake camera plays over and over: nothing for six seconds, in which the gate
 * forgets what was held up before, then the picture for three. The clip is not compressed: Chromium's reader of motion
 * JPEG breaks the sharp edges of a code.
 */
export function heldUp(picture: string, clip: `${string}.y4m`): `${string}.y4m` {
  const ground = ["-f", "lavfi", "-t", "9", "-i", "color=c=0x506070:s=640x480:r=5"];
  const held = ["-loop", "1", "-framerate", "5", "-t", "9", "-i", picture];
  const filter = "[1:v]scale=360:360[held];[0:v][held]overlay=140:60:enable='gte(t,6)'";
  const output = ["-filter_complex", filter, "-pix_fmt", "yuv420p", clip];
  execFileSync("ffmpeg", ["-v", "error", "-nostdin", "-y", ...ground, ...held, ...output]);
  return clip;
}
