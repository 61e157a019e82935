/** The phone's camera, or a video file in its place, in a `<video>` element. Nothing it shows is kept. */
export type CameraProblem = "missing" | "denied" | "busy" | "insecure";

/** Opens the front camera. Gives what closes it, or why it cannot be opened. */
export async function openCamera(video: HTMLVideoElement): Promise<(() => void) | CameraProblem> {
  const devices = (navigator as Partial<Navigator>).mediaDevices;
  if (!devices) return window.isSecureContext ? "missing" : "insecure";
  try {
    const stream = await devices.getUserMedia({
      audio: false,
      video: { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 960 } },
    });
    video.srcObject = stream;
    await video.play().catch(() => undefined);
    return () => {
      stream.getTracks().forEach((track) => track.stop());
      video.srcObject = null;
    };
  } catch (failure) {
    const name = failure instanceof DOMException ? failure.name : "";
    if (name === "NotAllowedError" || name === "SecurityError") return "denied";
    return name === "NotReadableError" || name === "AbortError" ? "busy" : "missing";
  }
}

/** Where a demonstration keeps a video for machines without a camera. */
export const DEMO_VIDEO = "/demo/face.mp4";

/** Whether the platform has that video: in a demonstration alone. */
export async function hasDemoVideo(): Promise<boolean> {
  try {
    const answer = await fetch(DEMO_VIDEO, { method: "HEAD" });
    return answer.ok && (answer.headers.get("content-type") ?? "").startsWith("video/");
  } catch {
    return false;
  }
}

/** Plays a video, over and over. `null` when it cannot be played. */
export async function openVideo(video: HTMLVideoElement, from: File | string): Promise<(() => void) | null> {
  const address = typeof from === "string" ? from : URL.createObjectURL(from);
  const close = () => {
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
    return close;
  } catch {
    close();
    return null;
  }
}

/** The picture now as a JPEG; none while there is no picture. */
export function picture(video: HTMLVideoElement): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const drawing = canvas.getContext("2d", { alpha: false });
  if (!drawing || canvas.width === 0) return Promise.resolve(null);
  drawing.drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.92));
}

/** A small sample of what is in the oval, as RGBA pixels. */
export function sampler(width: number, height: number): (video: HTMLVideoElement) => Uint8ClampedArray | null {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const drawing = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  return (video) => {
    const [w, h] = [video.videoWidth, video.videoHeight];
    if (!drawing || w === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
    drawing.drawImage(video, w * 0.25, h * 0.1, w * 0.5, h * 0.8, 0, 0, width, height);
    return drawing.getImageData(0, 0, width, height).data;
  };
}
