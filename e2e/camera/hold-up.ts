/** A picture held before a camera, such as a phone with a QR code on it. */
import { execFileSync } from "node:child_process";

/**
 * Turns a picture file into a clip that a fake camera plays over and over: nothing for six seconds, in which the gate
 * forgets what was held up before, then the picture for three.
 */
export function heldUp(picture: string, clip: string): string {
  const ground = ["-f", "lavfi", "-t", "9", "-i", "color=c=0x506070:s=640x480:r=30"];
  const held = ["-loop", "1", "-framerate", "30", "-t", "9", "-i", picture];
  const filter = "[1:v]scale=360:360[held];[0:v][held]overlay=140:60:enable='gte(t,6)'";
  const output = ["-filter_complex", filter, "-c:v", "mjpeg", "-q:v", "2", "-pix_fmt", "yuvj420p", "-f", "mjpeg", clip];
  execFileSync("ffmpeg", ["-v", "error", "-nostdin", "-y", ...ground, ...held, ...output]);
  return clip;
}
