/** Sends what waits as soon as there is a line, and tells the person what became of it. */
import { api, asProblem, taken, type DeclarationForm } from "@sitewarden/kit/api";
import { today } from "@sitewarden/kit/format";
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useSession } from "../account/session";
import { phone } from "../shell/keep";
import { likeBefore, toCorrect, type Answers } from "./answers";
import { writeDraft } from "./drafts";
import { flush, waiting, type NewDeclaration, type Outcome, type Sending } from "./outbox";
import { declarationWords } from "./words";

/** While something waits, the line is tried this often. */
const AGAIN_MS = 20_000;

interface OutboxState {
  /** How many of this person's declarations wait. */
  waiting: number;
  /** What became of those that waited before. */
  notice: string | null;
  /** The day it is at the site, as far as known. */
  day: string;
  /** Tries now. */
  send(): Promise<Outcome | null>;
  /** Reads anew how many wait. */
  count(): void;
}

const OutboxContext = createContext<OutboxState | null>(null);

export function useOutbox(): OutboxState {
  const outbox = useContext(OutboxContext);
  if (!outbox) throw new Error("no outbox around this page");
  return outbox;
}

/** Posts one declaration. What may pass by waiting is told from what the person has to look at. */
export async function post(declaration: NewDeclaration): Promise<Sending> {
  try {
    await taken(api.POST("/me/declarations", { body: declaration }));
    return { sent: true };
  } catch (thrown) {
    const { code, message } = asProblem(thrown);
    const lasting = code === "invalid" || code === "conflict" || code === "denied" || code === "not_found" || code === "too_large";
    return lasting ? { sent: false, retry: false, detail: message } : { sent: false, retry: true };
  }
}

export function OutboxProvider({ children }: { children: ReactNode }) {
  const say = declarationWords.useWords();
  const { person, state, look } = useSession();
  const [left, setLeft] = useState(0);
  const [notice, setNotice] = useState<string | null>(null);
  const [day, setDay] = useState(() => today());
  const sending = useRef<Promise<Outcome | null> | null>(null);

  const count = useCallback(() => setLeft(person ? waiting(phone, person).length : 0), [person]);

  const run = useCallback(async (): Promise<Outcome | null> => {
    if (!person || waiting(phone, person).length === 0) return null;
    let form: DeclarationForm;
    try {
      form = await taken(api.GET("/me/form"));
    } catch {
      return null;
    }
    setDay(form.day);
    const outcome = await flush(phone, person, form.day, post);
    for (const { declaration } of outcome.outdated) {
      writeDraft(phone, person, form.day, null, likeBefore(declaration.answers, form.day, form.look_back_days));
    }
    for (const { item } of outcome.refused) {
      writeDraft(phone, person, form.day, item.declaration.corrects ?? null, toCorrect(item.declaration.answers as Answers));
    }
    const refused = outcome.refused[0];
    if (refused) setNotice(say("refusedBack", { detail: refused.detail }));
    else if (outcome.outdated.length > 0) setNotice(say("outdatedNotice"));
    else if (outcome.sent > 0) setNotice(say("sentLater"));
    if (outcome.sent > 0) await look();
    return outcome;
  }, [person, say, look]);

  const send = useCallback(() => {
    sending.current ??= run().finally(() => {
      sending.current = null;
      count();
    });
    return sending.current;
  }, [run, count]);

  useEffect(() => {
    if (state !== "in") return;
    const attempt = () => void send();
    void Promise.resolve().then(attempt);
    window.addEventListener("online", attempt);
    return () => window.removeEventListener("online", attempt);
  }, [state, send]);
  useEffect(() => {
    if (left === 0 || state !== "in") return;
    const timer = setInterval(() => void send(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [left, state, send]);

  const outbox = useMemo(() => ({ waiting: left, notice, day, send, count }), [left, notice, day, send, count]);
  return <OutboxContext value={outbox}>{children}</OutboxContext>;
}
