/** The device's camera: opened, looked through, let go. */
import { useEffect, useState, type RefObject } from "react";

/** Why there is no picture. */
export type CameraFault = "denied" | "missing" | "busy" | "insecure";

export type CameraState = { state: "starting" } | { state: "live"; mirrored: boolean } | { state: "fault"; fault: CameraFault };

function faultOf(thrown: unknown): CameraFault {
  const name = thrown instanceof DOMException ? thrown.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "missing";
}

async function show(video: HTMLVideoElement, stream: MediaStream) {
  video.srcObject = stream;
  await video.play();
}

/** Plays a recorded video over and over in the camera's place. */
async function playFile(video: HTMLVideoElement, file: string) {
  video.srcObject = null;
  video.src = file;
  video.loop = true;
  await video.play();
}

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
    let stream: MediaStream | undefined;
    let gone = false;
    const tell = (now: CameraState) => !gone && setState({ attempt, now });
    const open = async () => {
      if (file !== undefined && video.current !== null) {
        await playFile(video.current, file).then(
          () => tell({ state: "live", mirrored: false }),
          () => tell({ state: "fault", fault: "missing" }),
        );
        return;
      }
      const devices = navigator.mediaDevices as MediaDevices | undefined;
      if (devices === undefined) return tell({ state: "fault", fault: "insecure" });
      try {
        stream = await devices.getUserMedia({
          audio: false,
          video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
        });
        const shown = video.current;
        if (gone || shown === null) return stream.getTracks().forEach((track) => track.stop());
        await show(shown, stream);
        // Seen from the front people expect a mirror; through the back camera of a phone, the world as it is.
        const facing = stream.getVideoTracks()[0]?.getSettings().facingMode;
        tell({ state: "live", mirrored: facing !== "environment" });
      } catch (thrown) {
        tell({ state: "fault", fault: faultOf(thrown) });
      }
    };
    void open();
    return () => {
      gone = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, [video, attempt, file]);
  return state?.attempt === attempt ? state.now : { state: "starting" };
}
