/**
 * The messages between this screen and its gate. What does not read as one of them is nothing: a garbled message
 * never becomes an answer.
 */
export interface Words {
  zh: string;
  en: string;
}

export const ANSWERS = ["pass", "hold", "refuse"] as const;
export type AnswerName = (typeof ANSWERS)[number];

export const ASKS = [
  "come_closer",
  "too_dark",
  "too_bright",
  "hold_still",
  "face_camera",
  "one_at_a_time",
  "no_face",
] as const;
/** What the person is to do so that the gate can see them. */
export type Ask = (typeof ASKS)[number];

/** How the gate itself is. */
export interface GateMessage {
  type: "gate";
  site_name: string;
  gate_name: string;
  /** The site's time zone (IANA); none before the first roster. */
  zone: string | null;
  line: "up" | "down";
  roster_age_seconds: number | null;
  stale: boolean;
  people: number;
  faces: number;
  queue: number;
  needs_claim: boolean;
  clock_wrong: boolean;
  declare_link: string;
  declare_svg: string;
  stale_after_hours: number;
  camera_note?: Words | null;
}

/** The reply to one frame; it allows the next. The box is in fractions of the frame. */
export interface FrameMessage {
  type: "frame";
  seq: number;
  ask: Ask | null;
  box: [number, number, number, number] | null;
}

/** The gate asks for a second sign: who the person says they are, or the face of whom they said they are. */
export interface ClaimMessage {
  type: "claim";
  text: Words;
  wants: "sign" | "face";
}

export interface AnswerMessage {
  type: "answer";
  answer: AnswerName;
  shown_name: string | null;
  crew: string | null;
  grounds: { code: string; words: Words }[];
  say: Words;
  way: string;
  at: string;
  recorded: boolean;
  /** From the first usable face to the verdict, at the gate. */
  took_ms: number | null;
  passage: string;
  show_declare_qr: boolean;
}

export interface ProblemMessage {
  type: "problem";
  code: string;
  words: Words;
}

export type FromGate = GateMessage | FrameMessage | ClaimMessage | AnswerMessage | ProblemMessage;

/** What this screen sends besides frames. */
export type ToGate =
  | { type: "code"; text: string }
  | { type: "number"; kind: string; number: string; camera: boolean }
  | { type: "cancel" };

/** Reads one message; `null` where it is none. */
export function read(text: string): FromGate | null {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof message !== "object" || message === null) return null;
  const value = message as Record<string, unknown>;
  switch (value.type) {
    case "gate":
      return typeof value.site_name === "string" ? (message as GateMessage) : null;
    case "frame":
      return readFrame(value);
    case "claim":
      return isWords(value.text) ? { type: "claim", text: value.text, wants: value.wants === "face" ? "face" : "sign" } : null;
    case "answer":
      return readAnswer(value);
    case "problem":
      return isWords(value.words) ? (message as ProblemMessage) : null;
    default:
      return null;
  }
}

function readFrame(value: Record<string, unknown>): FrameMessage {
  const ask = ASKS.find((known) => known === value.ask) ?? (value.ask == null ? null : "face_camera");
  const box = Array.isArray(value.box) && value.box.length === 4 ? (value.box as FrameMessage["box"]) : null;
  return { type: "frame", seq: Number(value.seq ?? 0), ask, box };
}

function readAnswer(value: Record<string, unknown>): AnswerMessage | null {
  const answer = ANSWERS.find((known) => known === value.answer);
  if (!answer || !isWords(value.say)) return null;
  const grounds = Array.isArray(value.grounds)
    ? (value.grounds as unknown[]).filter(
        (ground): ground is AnswerMessage["grounds"][number] =>
          typeof ground === "object" && ground !== null && "words" in ground && isWords(ground.words),
      )
    : [];
  return {
    type: "answer",
    answer,
    say: value.say,
    grounds,
    shown_name: textOr(value.shown_name, null),
    crew: textOr(value.crew, null),
    way: textOr(value.way, "face"),
    at: textOr(value.at, ""),
    recorded: value.recorded === true,
    took_ms: typeof value.took_ms === "number" ? value.took_ms : null,
    passage: textOr(value.passage, ""),
    show_declare_qr: value.show_declare_qr === true,
  };
}

function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === "string" && value !== "" ? value : otherwise;
}

function isWords(value: unknown): value is Words {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Words).zh === "string" &&
    typeof (value as Words).en === "string"
  );
}
