/** The device's camera: opened, looked through, let go. */
import { useEffect, useState, type RefObject } from "react";

/** Why there is no picture. */
export type CameraFault = "denied" | "missing" | "busy" | "insecure";

export type CameraState = { state: "starting" } | { state: "live" } | { state: "fault"; fault: CameraFault };

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

/** Shows the camera in `video` while the component is there. The camera is let go with it. */
export function useCamera(video: RefObject<HTMLVideoElement | null>, attempt: number): CameraState {
  const [state, setState] = useState<{ attempt: number; now: CameraState }>();
  useEffect(() => {
    let stream: MediaStream | undefined;
    let gone = false;
    const tell = (now: CameraState) => !gone && setState({ attempt, now });
    const open = async () => {
      const devices = navigator.mediaDevices as MediaDevices | undefined;
      if (devices === undefined) return tell({ state: "fault", fault: "insecure" });
      try {
        stream = await devices.getUserMedia({
          audio: false,
          video: { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 720 } },
        });
        const shown = video.current;
        if (gone || shown === null) return stream.getTracks().forEach((track) => track.stop());
        await show(shown, stream);
        tell({ state: "live" });
      } catch (thrown) {
        tell({ state: "fault", fault: faultOf(thrown) });
      }
    };
    void open();
    return () => {
      gone = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, [video, attempt]);
  return state?.attempt === attempt ? state.now : { state: "starting" };
}
