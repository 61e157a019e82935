/** Takes three pictures by itself when the camera shows someone well. */
import { useEffect, useState, type RefObject } from "react";

import { advice, glance, shouldTake, type Advice, type Glance } from "./guidance";

/** Asked for when enrolling by camera; their average is what makes recognition sure. */
export const PICTURES = 3;

const GLANCE_MS = 120;
const GLANCE_WIDTH = 96;

function look(video: HTMLVideoElement): Glance | undefined {
  if (video.videoWidth === 0) return undefined;
  const height = Math.round((GLANCE_WIDTH * video.videoHeight) / video.videoWidth);
  const canvas = document.createElement("canvas");
  canvas.width = GLANCE_WIDTH;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context?.drawImage(video, 0, 0, GLANCE_WIDTH, height);
  const bytes = context?.getImageData(0, 0, GLANCE_WIDTH, height).data;
  return bytes && glance(bytes, GLANCE_WIDTH, height);
}

function take(video: HTMLVideoElement): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.92));
}

export interface Taking {
  said: Advice;
  taken: number;
}

const NOTHING: Taking = { said: "hold_still", taken: 0 };

/** While `on`, guides and takes; hands all pictures over at once, and keeps none. */
export function usePictures(
  video: RefObject<HTMLVideoElement | null>,
  on: boolean,
  onAll: (pictures: Blob[]) => void,
): Taking {
  const [taking, setTaking] = useState<Taking>(NOTHING);
  useEffect(() => {
    if (!on) return undefined;
    const pictures: Blob[] = [];
    let before: Glance | undefined;
    let goodSince: number | undefined;
    let last = performance.now();
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const step = async () => {
      const now = video.current === null ? undefined : look(video.current);
      if (video.current !== null && now !== undefined) {
        const said = advice(now, before);
        before = now;
        const at = performance.now();
        goodSince = said === "good" ? (goodSince ?? at) : undefined;
        const pace = { goodFor: goodSince === undefined ? 0 : at - goodSince, since: at - last };
        if (shouldTake(said, pace)) {
          const picture = await take(video.current);
          if (picture !== null) pictures.push(picture);
          last = performance.now();
        }
        if (stopped) return;
        setTaking({ said, taken: pictures.length });
        if (pictures.length >= PICTURES) return onAll(pictures);
      }
      timer = setTimeout(() => void step(), GLANCE_MS);
    };
    void step();
    return () => {
      stopped = true;
      setTaking(NOTHING);
      clearTimeout(timer);
    };
    // `onAll` is the one given when it was switched on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [on, video]);
  return taking;
}
