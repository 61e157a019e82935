/**
 * The device's camera, or a video in its place, in a `<video>` element; and in one word why there is no picture.
 * It knows nothing of frames or faces, and keeps nothing of what it shows.
 */
export type CameraFault = "missing" | "denied" | "busy" | "insecure";

/** What is shown now, and how to let it go. */
export interface Showing {
  stop(): void;
  /** Which way the camera looks, where the device says so (`user`, `environment`). */
  facing: string | undefined;
}

/** Opens the camera wished for; `ended` is called when it is pulled out. */
export async function openCamera(
  video: HTMLVideoElement,
  wished: MediaTrackConstraints,
  ended: () => void = () => {},
): Promise<Showing | CameraFault> {
  const devices = (navigator as Partial<Navigator>).mediaDevices;
  if (!devices) return window.isSecureContext ? "missing" : "insecure";
  let stream: MediaStream;
  try {
    stream = await devices.getUserMedia({ video: wished, audio: false });
  } catch (failure) {
    return faultOf(failure);
  }
  const [track] = stream.getVideoTracks();
  track?.addEventListener("ended", ended);
  video.removeAttribute("src");
  video.srcObject = stream;
  await video.play().catch(() => undefined);
  const stop = () => {
    stream.getTracks().forEach((one) => one.stop());
    if (video.srcObject === stream) video.srcObject = null;
  };
  return { stop, facing: track?.getSettings().facingMode };
}

/** Plays a video, over and over, in the camera's place. `null` when the browser cannot play it. */
export async function openVideo(video: HTMLVideoElement, from: File | string): Promise<Showing | null> {
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
    return { stop, facing: undefined };
  } catch {
    stop();
    return null;
  }
}

/** Where a demonstration keeps a video for machines without a camera. Elsewhere that address is no video. */
export const DEMO_VIDEO = "/demo/face.mp4";

/** Whether the program that served this page has a video there. */
export async function hasVideo(path: string): Promise<boolean> {
  try {
    const answer = await fetch(path, { method: "HEAD" });
    return answer.ok && (answer.headers.get("content-type") ?? "").startsWith("video/");
  } catch {
    return false;
  }
}

function faultOf(failure: unknown): CameraFault {
  const name = failure instanceof DOMException ? failure.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "missing";
}
