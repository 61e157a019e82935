/**
 * Who is signed in on this phone, and their first page as last heard. It outlives a request so that reasons and ways
 * out are there with the line cut, and only until the page is closed or its owner signs out.
 */
import { api, asProblem, onSignedOut, taken, type ProblemError, type WorkerHome } from "@sitewarden/kit/api";
import { useLanguage } from "@sitewarden/kit/i18n";
import { takeZone } from "@sitewarden/kit/zone";
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { phone, visit } from "../shell/keep";

interface Seen {
  home: WorkerHome;
  at: string;
}

export interface Session {
  state: "opening" | "in" | "out";
  home: WorkerHome | null;
  /** When `home` was heard from the platform. */
  seenAt: string | null;
  /** Why the last look failed; what is shown is then as old as `seenAt`. */
  problem: ProblemError | null;
  /** Whose drafts are on this phone: known even when the line was cut from the start. */
  person: string | null;
  look(): Promise<void>;
  leave(): Promise<void>;
}

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("no session around this page");
  return session;
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const language = useLanguage();
  const [seen, setSeen] = useState<Seen | null>(() => visit.read<Seen>("seen"));
  const [person, setPerson] = useState<string | null>(() => phone.read<string>("person"));
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [state, setState] = useState<Session["state"]>(seen ? "in" : "opening");

  const forget = useCallback(() => {
    visit.drop("seen");
    setSeen(null);
    setState("out");
  }, []);

  const look = useCallback(async () => {
    try {
      const home = await taken(api.GET("/me"));
      takeZone(home.zone);
      const now = { home, at: new Date().toISOString() };
      visit.write("seen", now);
      phone.write("person", home.person);
      setSeen(now);
      setPerson(home.person);
      setProblem(null);
      setState("in");
    } catch (thrown) {
      const found = asProblem(thrown);
      setProblem(found);
      if (found.code === "signed_out" || found.code === "denied") forget();
      // Without a line, someone who was here before can still fill in their declaration.
      else setState((now) => (now === "opening" ? (phone.read("person") ? "in" : "out") : now));
    }
  }, [forget]);

  useEffect(() => {
    void Promise.resolve().then(look);
  }, [look, language]);
  useEffect(() => {
    const again = () => void look();
    const stop = onSignedOut(forget);
    window.addEventListener("online", again);
    return () => {
      stop();
      window.removeEventListener("online", again);
    };
  }, [look, forget]);

  const leave = useCallback(async () => {
    await api.DELETE("/me/sessions/current");
    phone.drop("person");
    setPerson(null);
    forget();
  }, [forget]);

  const session = useMemo<Session>(
    () => ({ state, home: seen?.home ?? null, seenAt: seen?.at ?? null, problem, person, look, leave }),
    [state, seen, problem, person, look, leave],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}
