/**
 * Whose turn it is at the gate: what the screen shows, as it follows from what the gate and the camera say.
 *
 * A pure step from one state to the next. It knows no clock, no socket and no screen: instants are passed in, and
 * what is to end by itself carries a serial that the screen gives back when the time is over.
 */
import type { AnswerMessage, Ask, FromGate, GateMessage, Words } from "../link/messages";

/** How long an answer stays when nobody comes after it. */
export const STAYS_MS = 2500;

/** A face missed for a frame or two was only missed; after so many frames the person went on. */
export const GONE_FRAMES = 4;

export interface Shown {
  answer: AnswerMessage;
  /** Tells this answer from the one before, even where both say the same. */
  serial: number;
  /** When the first frame was sent in which the gate could use the face; none for a code or a number. */
  since: number | null;
}

export interface Turn {
  link: "connecting" | "open" | "lost";
  gate: GateMessage | null;
  ask: Ask | null;
  box: [number, number, number, number] | null;
  shown: Shown | null;
  claim: Words | null;
  problem: { words: Words; serial: number } | null;
  /** When the frame now on its way was sent. */
  inFlightSince: number | null;
  /** When the first usable frame of this person was sent. */
  usableSince: number | null;
  /** Frames in a row without a face. After enough of them the next face is another turn. */
  absent: number;
  /** How many answers there were: what a person began before one is over after it. */
  answers: number;
  serial: number;
}

export const WAITING: Turn = {
  link: "connecting",
  gate: null,
  ask: null,
  box: null,
  shown: null,
  claim: null,
  problem: null,
  inFlightSince: null,
  usableSince: null,
  absent: 0,
  answers: 0,
  serial: 0,
};

export type Happening =
  | { type: "opened" }
  | { type: "lost" }
  | { type: "sent"; at: number }
  | { type: "said"; message: FromGate }
  | { type: "over"; serial: number }
  | { type: "cancelled" };

export function step(turn: Turn, happening: Happening): Turn {
  switch (happening.type) {
    case "opened":
      return { ...turn, link: "open", inFlightSince: null, usableSince: null };
    case "lost":
      // What the gate said of itself is no longer known; an answer already given ends by its own time.
      return { ...WAITING, link: "lost", shown: turn.shown, serial: turn.serial, answers: turn.answers, gate: turn.gate };
    case "sent":
      return { ...turn, inFlightSince: happening.at };
    case "said":
      return said(turn, happening.message);
    case "over":
      return {
        ...turn,
        shown: turn.shown?.serial === happening.serial ? null : turn.shown,
        problem: turn.problem?.serial === happening.serial ? null : turn.problem,
      };
    case "cancelled":
      return { ...turn, claim: null, problem: null };
  }
}

function said(turn: Turn, message: FromGate): Turn {
  switch (message.type) {
    case "gate":
      return { ...turn, gate: message };
    case "frame":
      return framed(turn, message.ask, message.box);
    case "claim":
      return { ...turn, claim: message.text };
    case "problem":
      return { ...turn, serial: turn.serial + 1, problem: { words: message.words, serial: turn.serial + 1 } };
    case "answer":
      return answered(turn, message);
  }
}

function framed(turn: Turn, ask: Ask | null, box: Turn["box"]): Turn {
  const usable = ask === null && box !== null;
  const nobody = box === null || ask === "no_face";
  const next = usable && turn.absent >= GONE_FRAMES;
  return {
    ...turn,
    ask,
    box,
    inFlightSince: null,
    usableSince: nobody ? null : usable ? (turn.usableSince ?? turn.inFlightSince) : turn.usableSince,
    absent: nobody ? turn.absent + 1 : 0,
    shown: next ? null : turn.shown,
  };
}

function answered(turn: Turn, answer: AnswerMessage): Turn {
  const serial = turn.serial + 1;
  const since = answer.way === "face" ? (turn.usableSince ?? turn.inFlightSince) : null;
  return {
    ...turn,
    serial,
    answers: turn.answers + 1,
    shown: { answer, serial, since },
    claim: null,
    problem: null,
    ask: null,
    // The frame still on its way belongs to this answer, not to the next person's time.
    usableSince: null,
    inFlightSince: null,
    absent: 0,
  };
}
