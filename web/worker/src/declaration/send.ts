/** Sends one finished declaration, or puts it into the outbox when there is no line. */
import { api, asProblem, taken, type ProblemError, type StandingView } from "@sitewarden/kit/api";
import { phone } from "../shell/keep";
import type { Answers } from "./answers";
import { dropDraft } from "./drafts";
import { newId, put, take, type NewDeclaration } from "./outbox";

export type Sent =
  | { result: "sent"; standing: StandingView }
  | { result: "queued" }
  | { result: "refused"; problem: ProblemError };

interface Finished {
  person: string;
  day: string;
  corrects: string | null;
  textVersion: string;
  answers: Answers;
}

/**
 * The declaration is on the phone before it is sent, and leaves the phone when the platform has answered for it:
 * a page closed halfway loses nothing, and sending again doubles nothing.
 */
export async function sendDeclaration({ person, day, corrects, textVersion, answers }: Finished): Promise<Sent> {
  const declaration: NewDeclaration = {
    id: newId(),
    text_version: textVersion,
    answers,
    ...(corrects ? { corrects } : {}),
  };
  put(phone, { person, day, declaration });
  dropDraft(phone, person);
  try {
    const { standing } = await taken(api.POST("/me/declarations", { body: declaration }));
    take(phone, declaration.id);
    return { result: "sent", standing };
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (["unreachable", "unavailable", "internal", "too_many", "signed_out"].includes(problem.code)) return { result: "queued" };
    take(phone, declaration.id);
    return { result: "refused", problem };
  }
}
