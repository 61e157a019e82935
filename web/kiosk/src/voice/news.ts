/** Whether an answer is to be said: each once, and the same to the same person not again at once. It knows no clock. */
import type { AnswerMessage } from "../link/messages";

/** The same answer to the same person within this time is not said again. */
export const SAME_MS = 6000;

/** What was last to be said, and when. */
export interface LastSaid {
  what: string;
  serial: number;
  at: number;
}

export const NOTHING_SAID: LastSaid = { what: "", serial: 0, at: -Infinity };

/** An answer as it would be said at `now`, in milliseconds of any clock that only goes forward. */
export interface ToSay {
  answer: Pick<AnswerMessage, "answer" | "shown_name">;
  serial: number;
  text: string;
  now: number;
}

/** What is remembered after an answer, and whether it is news. `null` for the answer that was heard before. */
export function heard(last: LastSaid, { answer, serial, text, now }: ToSay): { last: LastSaid; news: boolean } | null {
  if (serial === last.serial) return null;
  const what = [answer.answer, answer.shown_name, text].join("|");
  const again = what === last.what && now - last.at < SAME_MS;
  return { last: { what, serial, at: now }, news: !again };
}
