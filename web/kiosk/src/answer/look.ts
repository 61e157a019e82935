/**
 * How an answer looks: its colour, icon and headline. Red is for those the gate may not let in; a face or code the
 * gate does not know is grey, for nobody is to blame for that; who has something left to do is amber.
 */
import type { StateName } from "@sitewarden/kit/tokens";
import type { AnswerMessage } from "../link/messages";

/** Grounds on which nothing is known of the person, for or against. */
const UNKNOWING = new Set(["not_recognised", "code_invalid"]);

export function lookOf(answer: AnswerMessage): StateName {
  if (answer.answer === "pass") return "clear";
  if (answer.answer === "hold") return "hold";
  return answer.grounds.every((ground) => UNKNOWING.has(ground.code)) ? "unknown" : "barred";
}
