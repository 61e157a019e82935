/** A picture held before a camera, such as a phone with a QR code on it. */
import { execFileSync } from "node:child_process";

/** Turns a picture file into a clip that a fake camera plays: the picture, still, on a dark ground. */
export function heldUp(picture: string, clip: string): string {
  const filter = "scale=400:400:force_original_aspect_ratio=decrease:flags=neighbor,pad=640:480:-1:-1:color=0x303030";
  const input = ["-loop", "1", "-framerate", "30", "-t", "3", "-i", picture];
  const output = ["-vf", filter, "-c:v", "mjpeg", "-q:v", "2", "-pix_fmt", "yuvj420p", "-f", "mjpeg", clip];
  execFileSync("ffmpeg", ["-v", "error", "-nostdin", "-y", ...input, ...output]);
  return clip;
}
