/**
 * Where the picture comes from: a camera, or a video file in its place. Fills a `<video>` element and says in one
 * word why it cannot. It knows nothing of frames or faces.
 */
export type SourceState = "starting" | "live" | "missing" | "denied" | "busy" | "insecure";

export interface Source {
  stop(): void;
}

/** The gate finds a face 19 px wide; more than this costs time and finds nobody sooner. */
const WISHED: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
  facingMode: "user",
};

/** Opens the camera into the element; `ended` is called when it is pulled out. */
export async function openCamera(video: HTMLVideoElement, ended: () => void): Promise<Source | SourceState> {
  const devices = (navigator as Partial<Navigator>).mediaDevices;
  if (!devices) return window.isSecureContext ? "missing" : "insecure";
  let stream: MediaStream;
  try {
    stream = await devices.getUserMedia({ video: WISHED, audio: false });
  } catch (failure) {
    return reasonOf(failure);
  }
  const stop = () => {
    stream.getTracks().forEach((track) => track.stop());
    if (video.srcObject === stream) video.srcObject = null;
  };
  stream.getVideoTracks()[0]?.addEventListener("ended", ended);
  video.removeAttribute("src");
  video.srcObject = stream;
  await video.play().catch(() => undefined);
  return { stop };
}

/** Plays a video file, over and over, in the camera's place. `null` when the browser cannot play it. */
export async function openVideo(video: HTMLVideoElement, from: File | string): Promise<Source | null> {
  const address = typeof from === "string" ? from : URL.createObjectURL(from);
  const stop = () => {
    video.pause();
    video.removeAttribute("src");
    video.load();
    if (typeof from !== "string") URL.revokeObjectURL(address);
  };
  video.srcObject = null;
  video.loop = true;
  video.src = address;
  try {
    await video.play();
    return { stop };
  } catch {
    stop();
    return null;
  }
}

/** Where a demonstration keeps a video for machines without a camera. */
export const DEMO_VIDEO = "/demo/face.mp4";

/** The video named in the page's own address (`?video=/demo/face.mp4`). Only a path of the same host is taken. */
export function namedVideo(search: string): string | null {
  const path = new URLSearchParams(search).get("video");
  return path && /^\/[\w-]+(\/[\w.-]+)+$/.test(path) ? path : null;
}

/** Whether the program that served this page has a video there. */
export async function hasVideo(path: string): Promise<boolean> {
  try {
    const answer = await fetch(path, { method: "HEAD" });
    return answer.ok && (answer.headers.get("content-type") ?? "").startsWith("video/");
  } catch {
    return false;
  }
}

function reasonOf(failure: unknown): SourceState {
  const name = failure instanceof DOMException ? failure.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "missing";
}
