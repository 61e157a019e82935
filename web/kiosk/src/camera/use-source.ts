/** Keeps the picture running: opens the camera, tries again when one is plugged in, or plays a file instead. */
import { DEMO_VIDEO, hasVideo, openCamera, openVideo, type Showing } from "@sitewarden/kit/camera";
import { useCallback, useEffect, useRef, useState } from "react";
import { namedVideo, WISHED, type SourceState } from "./source";

/** A camera that is missing or busy is looked for again by itself. */
const AGAIN_MS = 10_000;

export interface Picture {
  state: SourceState;
  /** The picture is a file, not a camera. */
  fromFile: boolean;
  /** The chosen file could not be played. */
  badFile: boolean;
  /** There is a demonstration's video to play. */
  hasDemo: boolean;
  again(): void;
  play(file: File): void;
  playDemo(): void;
}

export function useSource(video: HTMLVideoElement | null): Picture {
  const [state, setState] = useState<SourceState>("starting");
  const [fromFile, setFromFile] = useState(false);
  const [badFile, setBadFile] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [file, setFile] = useState<File | string | null>(null);
  const [hasDemo, setHasDemo] = useState(false);
  const opening = useRef(0);

  const again = useCallback(() => {
    setFile(null);
    setAttempt((count) => count + 1);
  }, []);

  useEffect(() => {
    if (!video) return;
    const mine = ++opening.current;
    const current = () => opening.current === mine;
    let source: Showing | null = null;
    const run = async () => {
      const named = file === null ? namedVideo(location.search) : null;
      const address = file ?? (named !== null && (await hasVideo(named)) ? named : null);
      const playing = address ? await openVideo(video, address) : null;
      if (!current()) return playing?.stop();
      setBadFile(file !== null && playing === null);
      const opened = playing ?? (await openCamera(video, WISHED, again));
      if (!current()) return typeof opened === "string" ? undefined : opened.stop();
      setFromFile(playing !== null);
      setState(typeof opened === "string" ? opened : "live");
      if (typeof opened !== "string") source = opened;
    };
    void run();
    return () => {
      opening.current += 1;
      source?.stop();
    };
  }, [video, file, attempt, again]);

  const lacking = state !== "starting" && state !== "live";
  useEffect(() => {
    if (lacking) void hasVideo(DEMO_VIDEO).then(setHasDemo);
  }, [lacking]);

  useEffect(() => {
    if (state !== "missing" && state !== "busy") return;
    const timer = setInterval(again, AGAIN_MS);
    const devices = (navigator as Partial<Navigator>).mediaDevices;
    devices?.addEventListener("devicechange", again);
    return () => {
      clearInterval(timer);
      devices?.removeEventListener("devicechange", again);
    };
  }, [state, again]);

  return { state, fromFile, badFile, hasDemo, again, play: setFile, playDemo: () => setFile(DEMO_VIDEO) };
}
