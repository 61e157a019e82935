/** The camera with its oval: guides by words and voice, takes pictures by itself or at a tap. */
import { DEMO_VIDEO, hasVideo, openCamera, openVideo, type CameraFault, type Showing } from "@sitewarden/kit/camera";
import { currentLanguage } from "@sitewarden/kit/i18n";
import { hush, speak } from "@sitewarden/kit/voice";
import Button from "antd-mobile/es/components/button";
import { useCallback, useEffect, useRef, useState } from "react";
import { picture, sampler, WISHED } from "./camera";
import { PictureFile } from "./picture-file";
import { grey, judge, NEW_WATCH, SAMPLE_HEIGHT, SAMPLE_WIDTH, type Judged } from "./steady";
import { faceWords } from "./words";

/** How often the picture is looked at. */
const LOOK_EVERY_MS = 120;

interface Props {
  wanted: number;
  /** Pictures that were good before. */
  already: number;
  /** Played in the camera's place. */
  video: File | string | null;
  playVideo(from: File | string): void;
  upload(files: File[]): void;
  done(pictures: Blob[]): void;
}

export function Capture({ wanted, already, video: file, playVideo, upload, done }: Props) {
  const say = faceWords.useWords();
  const [element, setElement] = useState<HTMLVideoElement | null>(null);
  const [state, setState] = useState<"starting" | "live" | CameraFault>("starting");
  const [badVideo, setBadVideo] = useState(false);
  const [hasDemo, setHasDemo] = useState(false);
  const [judged, setJudged] = useState<Judged>("hold_still");
  const [count, setCount] = useState(0);
  const pictures = useRef<Blob[]>([]);
  const watch = useRef(NEW_WATCH);
  const finished = useRef(false);
  const finish = useRef(done);
  useEffect(() => {
    finish.current = done;
  });

  useEffect(() => {
    if (!element) return;
    let showing: Showing | null = null;
    let closed = false;
    void (file ? openVideo(element, file) : openCamera(element, WISHED)).then((opened) => {
      if (opened !== null && typeof opened === "object") {
        if (closed) return opened.stop();
        showing = opened;
        setState("live");
      } else if (!closed) {
        setBadVideo(opened === null);
        setState(opened ?? "missing");
      }
    });
    return () => {
      closed = true;
      showing?.stop();
    };
  }, [element, file]);

  const lacking = state !== "starting" && state !== "live";
  useEffect(() => {
    if (lacking) void hasVideo(DEMO_VIDEO).then(setHasDemo);
  }, [lacking]);

  const take = useCallback(async () => {
    if (!element || finished.current) return;
    const taken = await picture(element);
    if (!taken || finished.current) return;
    pictures.current.push(taken);
    setCount(pictures.current.length);
    if (pictures.current.length >= wanted) {
      finished.current = true;
      finish.current(pictures.current);
    }
  }, [element, wanted]);

  useEffect(() => {
    if (state !== "live" || !element) return;
    const sample = sampler(SAMPLE_WIDTH, SAMPLE_HEIGHT);
    const timer = setInterval(() => {
      const pixels = sample(element);
      if (!pixels) return;
      const result = judge(watch.current, grey(pixels), performance.now());
      watch.current = result.watch;
      setJudged(result.judged);
      if (result.take) void take();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [state, element, take]);

  const number = Math.min(3, already + count + 1);
  const turn = say(`turn_${number === 1 ? 1 : number === 2 ? 2 : 3}`);
  useSpoken(state === "live" ? turn : null);

  return (
    <>
      <div className="viewfinder" data-camera={state} data-judged={judged}>
        <video ref={setElement} muted playsInline aria-label={turn} data-mirrored={!file} />
        <svg viewBox="0 0 300 400" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
          <path d="M0 0H300V400H0Z M150 60C90 60 62 110 62 185C62 265 105 330 150 330C195 330 238 265 238 185C238 110 210 60 150 60Z" fillRule="evenodd" />
          <ellipse cx="150" cy="195" rx="92" ry="138" />
        </svg>
      </div>
      {state === "live" && (
        <>
          <p className="lead strong" role="status">
            {judged === "good" || count + already > 0 ? turn : say(judged === "hold_still" ? "turn_1" : `ask_${judged}`)}
          </p>
          <p className="soft">
            {say(`ask_${judged}`)} · {say("taken", { n: already + count })}
          </p>
          <Button block color="primary" size="large" onClick={() => void take()}>
            {say("take")}
          </Button>
        </>
      )}
      {state === "starting" && <p role="status">{say("camera_starting")}</p>}
      {lacking && (
        <div className="note stack" role="alert">
          <p>{say(badVideo ? "videoBad" : `camera_${state}`)}</p>
          <PictureFile text={say("uploadInstead")} chosen={upload} />
          {hasDemo && (
            <Button block size="large" onClick={() => playVideo(DEMO_VIDEO)}>
              {say("demoVideo")}
            </Button>
          )}
          <PictureFile text={say("videoInstead")} accept="video/*" camera={false} chosen={([first]) => first && playVideo(first)} />
        </div>
      )}
    </>
  );
}

/** Says the instruction aloud where the phone can speak: who looks at the lens does not read. */
function useSpoken(text: string | null) {
  useEffect(() => {
    if (text === null || !speak(text, currentLanguage())) return;
    return hush;
  }, [text]);
}
