/** Ties the gate's line, the camera's frames and whose turn it is together. */
import { takeZone } from "@sitewarden/kit/zone";
import { useCallback, useEffect, useReducer, useRef } from "react";
import { grabber, pump, type Pump } from "../camera/pump";
import { STAYS_MS, step, WAITING, type Turn } from "../answer/turn";
import { gateAddress, openLink, type Link } from "../link/link";
import type { ToGate } from "../link/messages";

/** A problem is a sentence to be read and acted on; it stays longer than an answer. */
const PROBLEM_STAYS_MS = 6000;

export interface Gate {
  turn: Turn;
  send(what: ToGate): boolean;
  cancel(): void;
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

  useEnd(turn.shown?.serial, STAYS_MS, (serial) => happens({ type: "over", serial }));
  useEnd(turn.problem?.serial, PROBLEM_STAYS_MS, (serial) => happens({ type: "over", serial }));

  const send = useCallback((what: ToGate) => link.current?.send(what) ?? false, []);
  const cancel = useCallback(() => {
    send({ type: "cancel" });
    happens({ type: "cancelled" });
  }, [send]);
  return { turn, send, cancel };
}

function useEnd(serial: number | undefined, ms: number, over: (serial: number) => void) {
  const call = useRef(over);
  useEffect(() => {
    call.current = over;
  });
  useEffect(() => {
    if (serial === undefined) return;
    const timer = setTimeout(() => call.current(serial), ms);
    return () => clearTimeout(timer);
  }, [serial, ms]);
}
