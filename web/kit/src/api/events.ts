/**
 * What the platform tells as it happens (server-sent events). Read through `fetch`, so that the person's
 * language goes with the request and a lost session is noticed.
 */
import { currentLanguage } from "../i18n/language";
import { markAttendance } from "./attendance";
import { refused } from "./client";

/** One event: its name and its data. */
export interface PlatformEvent {
  event: string;
  data: string;
}

/**
 * Puts a stream of text together into events. Fed piece by piece, cut anywhere; returns what is complete.
 */
export function eventReader(): (piece: string) => PlatformEvent[] {
  let rest = "";
  return (piece) => {
    rest += piece;
    // A final CR may be the first half of CR LF.
    const held = rest.endsWith("\r") ? "\r" : "";
    const text = rest.slice(0, rest.length - held.length).replace(/\r\n?/g, "\n");
    const blocks = text.split("\n\n");
    rest = (blocks.pop() ?? "") + held;
    return blocks.flatMap((block) => read(block));
  };
}

function read(block: string): PlatformEvent[] {
  let event = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    if (field === "data") data.push(value);
  }
  return data.length > 0 ? [{ event, data: data.join("\n") }] : [];
}

/** Whether events arrive, and if not, whether it is still being tried. */
export type Line = "connecting" | "up" | "down";

/** The platform sends a sign of life every 15 s; three missed and the line counts as cut. */
const SILENCE_MS = 46_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Told when the lists are to be read again: by the platform, or here once a cut line is up again. */
export const RELOAD = "reload";

/**
 * Listens until the returned function is called. A cut line is taken up again by itself, ever less often up to
 * every 30 s, and whoever listens is then told to reload, since nobody says what was missed; a lost session ends it.
 */
export function listen(
  path: string,
  onEvent: (event: PlatformEvent) => void,
  onLine: (line: Line) => void = () => {},
): () => void {
  const stop = new AbortController();
  let wait = FIRST_WAIT_MS;
  let missed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const again = () => {
    if (stop.signal.aborted) return;
    missed = true;
    onLine("down");
    timer = setTimeout(() => void connect(), wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  };

  const connect = async () => {
    onLine("connecting");
    const attempt = new AbortController();
    const abort = () => attempt.abort();
    stop.signal.addEventListener("abort", abort);
    try {
      const headers = new Headers({ Accept: "text/event-stream", "Accept-Language": currentLanguage() });
      markAttendance(headers);
      const init: RequestInit = { headers, credentials: "same-origin", cache: "no-store", signal: attempt.signal };
      const response = await fetch(`/api${path}`, init);
      if (!response.ok || response.body === null) {
        const problem = await refused(response);
        if (problem.code === "signed_out" || problem.code === "denied") return onLine("down");
        return again();
      }
      onLine("up");
      if (missed) onEvent({ event: RELOAD, data: "" });
      missed = false;
      wait = FIRST_WAIT_MS;
      await drain(response.body, onEvent, abort);
      again();
    } catch {
      again();
    } finally {
      stop.signal.removeEventListener("abort", abort);
    }
  };

  void connect();
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}

async function drain(body: ReadableStream<Uint8Array>, onEvent: (event: PlatformEvent) => void, cut: () => void) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const read = eventReader();
  for (;;) {
    const silence = setTimeout(cut, SILENCE_MS);
    const { done, value } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    read(decoder.decode(value, { stream: true })).forEach(onEvent);
  }
}
