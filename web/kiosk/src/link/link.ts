/**
 * The line from this screen to its gate: one WebSocket that comes back by itself. It knows nothing of what the
 * messages mean, only that a gate which says nothing for too long is not there.
 */
import { read, type FromGate, type ToGate } from "./messages";

/** A gate tells how it is every 5 s; three of those missed and the line is taken as lost. */
const SILENCE_MS = 15_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5000;

export interface LinkListener {
  opened(): void;
  lost(): void;
  said(message: FromGate): void;
}

export interface Link {
  /** Sends a frame or a message; `false` when the line is not open or still busy with the last frame. */
  send(what: Blob | ToGate): boolean;
  close(): void;
}

/** Where the gate that served this page listens. */
export function gateAddress(page: Pick<Location, "protocol" | "host">): string {
  return `${page.protocol === "https:" ? "wss" : "ws"}://${page.host}/kiosk/ws`;
}

export function openLink(address: string, listener: LinkListener): Link {
  let socket: WebSocket | null = null;
  let wait = FIRST_WAIT_MS;
  let again: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const connect = () => {
    const next = new WebSocket(address);
    next.binaryType = "blob";
    socket = next;
    heard(next);
    next.onopen = () => listener.opened();
    next.onmessage = (event) => {
      if (socket !== next) return;
      heard(next);
      wait = FIRST_WAIT_MS;
      const message = typeof event.data === "string" ? read(event.data) : null;
      if (message) listener.said(message);
    };
    next.onclose = () => gone(next);
    next.onerror = () => gone(next);
  };

  const heard = (from: WebSocket) => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      from.close();
      gone(from);
    }, SILENCE_MS);
  };

  const gone = (from: WebSocket) => {
    if (socket !== from || closed) return;
    socket = null;
    clearTimeout(silence);
    listener.lost();
    again = setTimeout(connect, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  };

  connect();
  return {
    send(what) {
      if (socket?.readyState !== WebSocket.OPEN) return false;
      socket.send(what instanceof Blob ? what : JSON.stringify(what));
      return true;
    },
    close() {
      closed = true;
      clearTimeout(again);
      clearTimeout(silence);
      socket?.close();
      socket = null;
    },
  };
}
