/** The camera's picture, with a frame around the face the gate sees; or what to do when there is none. */
import type { Ref } from "react";
import type { Turn } from "../answer/turn";
import { words } from "../shell/words";
import type { Picture } from "./use-source";
import "./camera.css";

const PROBLEMS = {
  missing: "cameraMissing",
  denied: "cameraDenied",
  busy: "cameraBusy",
  insecure: "cameraInsecure",
} as const;

interface Props {
  video: Ref<HTMLVideoElement>;
  picture: Picture;
  box: Turn["box"];
  small: boolean;
}

export function CameraPane({ video, picture, box, small }: Props) {
  const say = words.useWords();
  const { state } = picture;
  return (
    <section className="camera" data-small={small} data-camera={state} data-from-file={picture.fromFile}>
      <div className="camera-picture" data-mirrored={!picture.fromFile}>
        <video ref={video} muted playsInline aria-label={say("cameraPicture")} />
        {state === "live" && box && <div className="camera-face" style={placed(box)} />}
      </div>
      {state === "starting" && <p className="camera-note">{say("cameraStarting")}</p>}
      {state !== "starting" && state !== "live" && (
        <div className="camera-note">
          <h2>{say("cameraTitle")}</h2>
          <p>{say(PROBLEMS[state])}</p>
          {picture.badFile && <p role="alert">{say("cameraFileBad")}</p>}
          <div className="camera-ways">
            <button type="button" onClick={picture.again}>
              {say("cameraAgain")}
            </button>
            {picture.hasDemo && (
              <button type="button" onClick={picture.playDemo}>
                {say("cameraDemo")}
              </button>
            )}
            <label className="button">
              {say("cameraFile")}
              <input
                type="file"
                accept="video/*"
                onChange={(event) => {
                  const file = event.target.files?.[0];
                  if (file) picture.play(file);
                }}
              />
            </label>
          </div>
        </div>
      )}
    </section>
  );
}

function placed([x, y, w, h]: [number, number, number, number]) {
  const percent = (part: number) => `${(part * 100).toFixed(1)}%`;
  return { left: percent(x), top: percent(y), width: percent(w), height: percent(h) };
}
