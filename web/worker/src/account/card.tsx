/** Signing in with the card one carries: its code, scanned or typed, and the last four signs of one's document. */
import { api, asProblem, taken, type ProblemError } from "@sitewarden/kit/api";
import Button from "antd-mobile/es/components/button";
import { useEffect, useState, type FormEvent } from "react";
import { Field } from "../shell/field";
import { Page } from "../shell/page";
import { go } from "../shell/route";
import { folded } from "./document";
import { useSession } from "./session";
import { accountWords } from "./words";

/** The code that was scanned stands behind `#`. */
const scanned = () => location.hash.slice(1);

/** An address is shown and kept: the code is taken out of it. */
function forget(): void {
  if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
}

export function Card() {
  const say = accountWords.useWords();
  const { look } = useSession();
  const [fromCard, setFromCard] = useState(scanned);
  const [typed, setTyped] = useState("");
  const code = fromCard || typed;
  const [tail, setTail] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const codeFits = code.replace(/[\s-]/g, "").length === 12;
  const tailFits = folded(tail).length === 4;

  // Another card may be scanned while this page is open.
  useEffect(() => {
    forget();
    const scan = () => {
      const code = scanned();
      if (code) setFromCard(code);
      forget();
    };
    window.addEventListener("hashchange", scan);
    return () => window.removeEventListener("hashchange", scan);
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!codeFits || !tailFits) return;
    setBusy(true);
    setProblem(null);
    try {
      await taken(api.POST("/me/sessions/card", { body: { code, document_tail: folded(tail) } }));
      await look();
      go("/", { replace: true });
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };

  return (
    <Page title={say("cardTitle")} onBack={() => go("/", { replace: true })}>
      <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
        <p className="lead">{say(fromCard ? "cardScanned" : "cardHint")}</p>
        {!fromCard && (
          <Field label={say("cardCode")} fault={tried && !codeFits ? say("cardCodeFault") : null}>
            {(ids) => (
              <input
                {...ids}
                className="large-digits"
                autoCapitalize="characters"
                autoComplete="off"
                spellCheck={false}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        )}
        <Field
          label={say("cardTail")}
          fault={problem?.fault("document_tail") ?? (tried && !tailFits ? say("cardTailFault") : null)}
        >
          {(ids) => (
            <input
              {...ids}
              className="large-digits"
              autoCapitalize="characters"
              autoComplete="off"
              maxLength={8}
              value={tail}
              onChange={(event) => {
                setTail(event.target.value);
                setProblem(null);
              }}
            />
          )}
        </Field>
        {problem && problem.fields.length === 0 && (
          <p className="fault" role="alert">
            {problem.message}
          </p>
        )}
        <Button block color="primary" size="large" type="submit" loading={busy}>
          {say("signIn")}
        </Button>
      </form>
    </Page>
  );
}
