/** The device's camera: opened, looked through, let go. */
import { useEffect, useState, type RefObject } from "react";

import { openCamera, openVideo, type CameraFault, type Showing } from "@sitewarden/kit/camera";

export type CameraState = { state: "starting" } | { state: "live"; mirrored: boolean } | { state: "fault"; fault: CameraFault };

/** Staff take the picture of someone who stands before them. */
const WISHED: MediaTrackConstraints = {
  facingMode: { ideal: "environment" },
  width: { ideal: 1280 },
  height: { ideal: 720 },
};

/**
 * Shows the camera, or `file` in its place, in `video` while the component is there. The camera is let go with it.
 */
export function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  attempt: number,
  file: string | undefined,
): CameraState {
  const [state, setState] = useState<{ attempt: number; now: CameraState }>();
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    let showing: Showing | undefined;
    let gone = false;
    const open = async () => {
      const opened = (await (file === undefined ? openCamera(element, WISHED) : openVideo(element, file))) ?? "missing";
      if (typeof opened === "string") {
        if (!gone) setState({ attempt, now: { state: "fault", fault: opened } });
        return;
      }
      if (gone) return opened.stop();
      showing = opened;
      // Seen from the front people expect a mirror; through the back camera of a phone, the world as it is.
      const mirrored = file === undefined && opened.facing !== "environment";
      setState({ attempt, now: { state: "live", mirrored } });
    };
    void open();
    return () => {
      gone = true;
      showing?.stop();
    };
  }, [video, attempt, file]);
  return state?.attempt === attempt ? state.now : { state: "starting" };
}
