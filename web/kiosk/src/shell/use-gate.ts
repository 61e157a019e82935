/** Ties the gate's line, the camera's frames and whose turn it is together. */
import { takeZone } from "@sitewarden/kit/zone";
import { useCallback, useEffect, useReducer, useRef } from "react";
import { grabber, pump, type Pump } from "../camera/pump";
import { staysMs, step, WAITING, type Turn } from "../answer/turn";
import { gateAddress, openLink, type Link } from "../link/link";
import type { ToGate } from "../link/messages";
import { painted } from "./painted";

/** A problem is a sentence to be read and acted on. */
const PROBLEM_STAYS_MS = 6000;

export interface Gate {
  turn: Turn;
  send(what: ToGate): boolean;
  /** Someone goes to the keys. */
  type(): void;
  cancel(): void;
  /** Ends the answer on the screen before its time. */
  putAway(): void;
}

/** The gate, fed with the picture in `video` for as long as `live` is true. */
export function useGate(video: HTMLVideoElement | null, live: boolean): Gate {
  const [turn, happens] = useReducer(step, WAITING);
  const link = useRef<Link | null>(null);
  const frames = useRef<Pump | null>(null);

  useEffect(() => {
    const line = openLink(gateAddress(location), {
      opened() {
        happens({ type: "opened" });
        frames.current?.reset();
      },
      lost() {
        happens({ type: "lost" });
      },
      said(message) {
        if (message.type === "gate" && message.zone !== null) takeZone(message.zone);
        happens({ type: "said", message });
        if (message.type === "frame" || message.type === "problem") frames.current?.replied();
      },
    });
    link.current = line;
    return () => line.close();
  }, []);

  useEffect(() => {
    if (!video || !live) return;
    const running = pump({
      grab: grabber(video),
      send: (frame) => link.current?.send(frame) ?? false,
      sent: (at) => happens({ type: "sent", at }),
      now: () => performance.now(),
      later(call, ms) {
        const timer = setTimeout(call, ms);
        return () => clearTimeout(timer);
      },
    });
    frames.current = running;
    return () => {
      frames.current = null;
      running.stop();
    };
  }, [video, live]);

  const { shown, problem } = turn;
  useEnd(shown?.serial, shown ? staysMs(shown.answer) : 0, (serial) => happens({ type: "over", serial }));
  useEnd(problem?.serial, PROBLEM_STAYS_MS, (serial) => happens({ type: "over", serial }));

  const send = useCallback((what: ToGate) => link.current?.send(what) ?? false, []);
  const cancel = useCallback(() => {
    send({ type: "cancel" });
    happens({ type: "cancelled" });
  }, [send]);
  const type = useCallback(() => happens({ type: "typing" }), []);
  const putAway = useCallback(() => happens({ type: "put away" }), []);
  return { turn, send, type, cancel, putAway };
}

/** Calls when something has stood on the screen for so long, from its being painted on. */
function useEnd(serial: number | undefined, ms: number, over: (serial: number) => void) {
  const call = useRef(over);
  useEffect(() => {
    call.current = over;
  });
  useEffect(() => {
    if (serial === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unpainted = painted(() => {
      timer = setTimeout(() => call.current(serial), ms);
    });
    return () => {
      unpainted();
      clearTimeout(timer);
    };
  }, [serial, ms]);
}
