/** Signing in with the phone number and a code: one sent to the phone, where that is offered, or one from the site. */
import { api, asProblem, taken, type ProblemError, type WhoIsIt } from "@sitewarden/kit/api";
import Button from "antd-mobile/es/components/button";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useOutbox } from "../declaration/use-outbox";
import { Field } from "../shell/field";
import { Page } from "../shell/page";
import { go } from "../shell/route";
import { useLoad } from "../shell/use-load";
import { folded, mobileNumber } from "./document";
import { PhoneCode } from "./phone-code";
import { useSession } from "./session";
import { Who } from "./who";
import { accountWords } from "./words";

export function SignIn() {
  const say = accountWords.useWords();
  const { person, look } = useSession();
  const outbox = useOutbox();
  const { data: ways } = useLoad(() => taken(api.GET("/me/sign-in-ways")));
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const [tried, setTried] = useState<"nothing" | "phone" | "all">("nothing");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [asked, setAsked] = useState<WhoIsIt | null>(null);
  const codeInput = useRef<HTMLInputElement>(null);
  const number = mobileNumber(phone);
  const digits = folded(code);
  const codeFits = /^\d{6}$/.test(digits);
  const offered = ways?.phone_code === true;

  const { count } = outbox;
  useEffect(count, [count]);
  const entered = async () => {
    // What waited is sent from here on; the page it was filled in on has nothing left to show.
    if (outbox.waiting > 0) go("/", { replace: true });
    await look();
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried("all");
    if (!number || !codeFits) return;
    setBusy(true);
    setProblem(null);
    try {
      const answer = await taken(api.POST("/me/sessions", { body: { phone: number, code: digits } }));
      if ("ticket" in answer) setAsked(answer);
      else await entered();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    setBusy(false);
  };

  if (asked && number) {
    return (
      <Who
        phone={number}
        asked={asked}
        entered={entered}
        back={() => {
          setAsked(null);
          setCode("");
          setTried("phone");
        }}
      />
    );
  }
  const phoneFault = problem?.fault("phone") ?? (tried !== "nothing" && !number ? say("phoneFault") : null);
  return (
    <Page title={say("signInTitle")} start>
      <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
        {person && (
          <p className="note" role="status">
            {say(outbox.waiting > 0 ? "ranOutKept" : "ranOut")}
          </p>
        )}
        <p className="lead">{say(offered ? "signInHintSent" : "signInHint")}</p>
        <Field label={say("phone")} fault={phoneFault}>
          {(ids) => (
            <input {...ids} className="large-digits" type="tel" inputMode="tel" autoComplete="tel" value={phone} onChange={(event) => setPhone(event.target.value)} />
          )}
        </Field>
        {offered && (
          <PhoneCode
            number={number}
            missed={() => setTried("phone")}
            sent={() => {
              setProblem(null);
              codeInput.current?.focus();
            }}
          />
        )}
        <Field label={say("code")} fault={problem?.fault("code") ?? (tried === "all" && !codeFits ? say("codeFault") : null)}>
          {(ids) => (
            <input
              {...ids}
              ref={codeInput}
              className="large-digits"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={8}
              value={code}
              onChange={(event) => {
                setCode(event.target.value);
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
        <p className="soft">{say(offered ? "signInNoMessage" : "signInNoCode")}</p>
        <button type="button" className="link" onClick={() => go("/card")}>
          {say("byCard")}
        </button>
      </form>
    </Page>
  );
}
