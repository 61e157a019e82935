/**
 * Takes frames from the picture and sends them one at a time: the next only when the gate has answered for the
 * last. It knows nothing of what the answers mean. Clock, grabbing and sending are passed in.
 */
/** No more than about 15 frames a second: the gate needs several frames of one face, not all of them. */
export const FRAME_GAP_MS = 66;
/** A frame that got no reply for so long is taken as lost. */
const LOST_MS = 4000;

export interface PumpParts {
  /** The picture now as a JPEG; none while there is no picture. */
  grab(): Promise<Blob | null>;
  send(frame: Blob): boolean;
  sent(at: number): void;
  now(): number;
  /** Calls back later; gives what undoes it. */
  later(call: () => void, ms: number): () => void;
}

export interface Pump {
  /** The gate replied to the last frame. */
  replied(): void;
  /** The line is new: nothing is on its way. */
  reset(): void;
  stop(): void;
}

export function pump(parts: PumpParts): Pump {
  let sentAt = -Infinity;
  let doing: "nothing" | "grabbing" | "waiting" = "nothing";
  let stopped = false;
  let forget: () => void = () => undefined;

  const next = (wait: number) => {
    forget();
    if (!stopped) forget = parts.later(() => void take(), wait);
  };

  const take = async () => {
    if (doing !== "nothing" || stopped) return;
    doing = "grabbing";
    const frame = await parts.grab().catch(() => null);
    if (stopped) return;
    if (!frame || !parts.send(frame)) {
      doing = "nothing";
      next(FRAME_GAP_MS * 2);
      return;
    }
    doing = "waiting";
    sentAt = parts.now();
    parts.sent(sentAt);
    forget();
    forget = parts.later(free, LOST_MS);
  };

  // A reply that comes late, while the next frame is being grabbed, allows nothing more.
  const free = () => {
    if (doing !== "waiting") return;
    doing = "nothing";
    next(Math.max(0, sentAt + FRAME_GAP_MS - parts.now()));
  };

  next(0);
  return {
    replied: free,
    reset: free,
    stop() {
      stopped = true;
      forget();
    },
  };
}

const WIDTH = 640;
const HEIGHT = 480;

/** Grabs the middle of a video as a 640×480 JPEG. */
export function grabber(video: HTMLVideoElement): () => Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const drawing = canvas.getContext("2d", { alpha: false });
  return () =>
    new Promise((resolve) => {
      const [width, height] = [video.videoWidth, video.videoHeight];
      if (!drawing || !width || !height || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
        resolve(null);
        return;
      }
      const scale = Math.min(width / WIDTH, height / HEIGHT);
      const [w, h] = [WIDTH * scale, HEIGHT * scale];
      drawing.drawImage(video, (width - w) / 2, (height - h) / 2, w, h, 0, 0, WIDTH, HEIGHT);
      canvas.toBlob(resolve, "image/jpeg", 0.8);
    });
}
