/**
 * Whose turn it is at the gate: what the screen shows, as it follows from what the gate and the camera say.
 *
 * A pure step from one state to the next. It knows no clock, no socket and no screen: instants are passed in, and
 * what is to end by itself carries a serial that the screen gives back when the time is over.
 */
import type { AnswerMessage, Ask, ClaimMessage, FromGate, GateMessage, Words } from "../link/messages";

/** A face missed for a frame or two was only missed; after so many frames whoever passed went on. */
export const GONE_FRAMES = 4;

/** Who is to read, or holds a phone before their face to scan, has left only after so long out of view. */
export const LEFT_MS = 2000;

/** Whether somebody has something to do before they go in: the person, or the guard. */
function asksForSomething({ answer, grounds }: AnswerMessage): boolean {
  return answer !== "pass" || grounds.some(({ code }) => code !== "clear");
}

/** How long an answer stays when nobody comes after it: a glance, time to read, time to take a phone out and scan. */
export function staysMs(answer: AnswerMessage): number {
  if (answer.show_declare_qr) return 10_000;
  return asksForSomething(answer) ? 6000 : 2500;
}

/** Problems of what someone said, not of the camera's picture. */
const OF_WHAT_WAS_SAID = new Set(["number", "too_many", "unreadable"]);

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
  /** Why the person in view was not let in; repeated small for as long as they stay. Nobody is welcomed twice. */
  told: Words | null;
  claim: Pick<ClaimMessage, "text" | "wants"> | null;
  /** Someone is at the keys, saying who they are. */
  typing: boolean;
  problem: { words: Words; serial: number } | null;
  /** When the frame now on its way was sent. */
  inFlightSince: number | null;
  /** When the first usable frame of this person was sent. */
  usableSince: number | null;
  /** Frames in a row without a face, and when the first of them was sent. */
  absent: number;
  absentSince: number | null;
  serial: number;
}

export const WAITING: Turn = {
  link: "connecting",
  gate: null,
  ask: null,
  box: null,
  shown: null,
  told: null,
  claim: null,
  typing: false,
  problem: null,
  inFlightSince: null,
  usableSince: null,
  absent: 0,
  absentSince: null,
  serial: 0,
};

export type Happening =
  | { type: "opened" }
  | { type: "lost" }
  | { type: "sent"; at: number }
  | { type: "said"; message: FromGate }
  | { type: "over"; serial: number }
  | { type: "put away" }
  | { type: "typing" }
  | { type: "cancelled" };

export function step(turn: Turn, happening: Happening): Turn {
  switch (happening.type) {
    case "opened":
      return { ...turn, link: "open", inFlightSince: null, usableSince: null };
    case "lost":
      // What the gate said of itself is no longer known; an answer already given ends by its own time.
      return { ...WAITING, link: "lost", shown: turn.shown, serial: turn.serial, gate: turn.gate };
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
    case "put away":
      return { ...turn, shown: null };
    case "typing":
      return { ...turn, typing: true, shown: null };
    case "cancelled":
      return { ...turn, typing: false, claim: null, problem: null };
  }
}

function said(turn: Turn, message: FromGate): Turn {
  switch (message.type) {
    case "gate":
      return { ...turn, gate: message };
    case "frame":
      return framed(turn, message.ask, message.box);
    case "claim":
      return claimed(turn, message);
    case "problem":
      return {
        ...turn,
        serial: turn.serial + 1,
        problem: { words: message.words, serial: turn.serial + 1 },
        shown: OF_WHAT_WAS_SAID.has(message.code) ? null : turn.shown,
      };
    case "answer":
      return answered(turn, message);
  }
}

/** Whoever is asked must see it: the answer to the one before makes room, and the keys do where a face is wanted. */
function claimed(turn: Turn, { text, wants }: ClaimMessage): Turn {
  return { ...turn, claim: { text, wants }, typing: wants === "sign", shown: null, told: null, problem: null };
}

function framed(turn: Turn, ask: Ask | null, box: Turn["box"]): Turn {
  const usable = ask === null && box !== null;
  const nobody = box === null || ask === "no_face";
  const next = usable && hasLeft(turn);
  return {
    ...turn,
    ask,
    box,
    inFlightSince: null,
    usableSince: nobody ? null : usable ? (turn.usableSince ?? turn.inFlightSince) : turn.usableSince,
    absent: nobody ? turn.absent + 1 : 0,
    absentSince: nobody ? (turn.absentSince ?? turn.inFlightSince) : null,
    shown: next ? null : turn.shown,
    told: next ? null : turn.told,
  };
}

/** Whether whoever was answered has gone, so that a face now is the next person's. */
function hasLeft({ shown, absent, absentSince, inFlightSince }: Turn): boolean {
  if (absent < GONE_FRAMES) return false;
  const wentIn = shown !== null && !asksForSomething(shown.answer);
  return wentIn || absentSince === null || inFlightSince === null || inFlightSince - absentSince >= LEFT_MS;
}

function answered(turn: Turn, answer: AnswerMessage): Turn {
  const unknowing = answer.way === "face" && answer.shown_name === null;
  // Whoever is not known by their face and is saying who they are is not to be sent away meanwhile.
  if (turn.typing && unknowing) return { ...turn, told: answer.say, usableSince: null, inFlightSince: null };
  const serial = turn.serial + 1;
  const since = answer.way === "face" ? (turn.usableSince ?? turn.inFlightSince) : null;
  return {
    ...turn,
    serial,
    shown: { answer, serial, since },
    told: answer.answer === "pass" ? null : answer.say,
    typing: false,
    claim: null,
    problem: null,
    ask: null,
    // The frame still on its way belongs to this answer, not to the next person's time.
    usableSince: null,
    inFlightSince: null,
    absent: 0,
    absentSince: null,
  };
}
