/** What the gate wishes of a camera, and which video may stand in for one. */
import type { CameraFault } from "@sitewarden/kit/camera";

export type SourceState = "starting" | "live" | CameraFault;

/** The gate finds a face 19 px wide; more than this costs time and finds nobody sooner. */
export const WISHED: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
  facingMode: "user",
};

/** The video named in the page's own address (`?video=/demo/face.mp4`). Only a path of the same host is taken. */
export function namedVideo(search: string): string | null {
  const path = new URLSearchParams(search).get("video");
  return path && /^\/[\w-]+(\/[\w.-]+)+$/.test(path) ? path : null;
}
