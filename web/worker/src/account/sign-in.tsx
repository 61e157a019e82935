/** Signing in with the phone number and the code the site gave. */
import { api, asProblem, taken, type ProblemError } from "@sitewarden/kit/api";
import Button from "antd-mobile/es/components/button";
import { useState, type FormEvent } from "react";
import { Field } from "../shell/field";
import { Page } from "../shell/page";
import { folded, mobileNumber } from "./document";
import { useSession } from "./session";
import { accountWords } from "./words";

export function SignIn() {
  const say = accountWords.useWords();
  const { look } = useSession();
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const number = mobileNumber(phone);
  const digits = folded(code);
  const codeFits = /^\d{6}$/.test(digits);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!number || !codeFits) return;
    setBusy(true);
    setProblem(null);
    try {
      await taken(api.POST("/me/sessions", { body: { phone: number, code: digits } }));
      await look();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    setBusy(false);
  };

  return (
    <Page title={say("signInTitle")} start>
      <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
        <p className="lead">{say("signInHint")}</p>
        <Field label={say("phone")} fault={problem?.fault("phone") ?? (tried && !number ? say("phoneFault") : null)}>
          {(ids) => (
            <input {...ids} type="tel" inputMode="tel" autoComplete="tel" value={phone} onChange={(event) => setPhone(event.target.value)} />
          )}
        </Field>
        <Field label={say("code")} fault={problem?.fault("code") ?? (tried && !codeFits ? say("codeFault") : null)}>
          {(ids) => (
            <input {...ids} inputMode="numeric" autoComplete="one-time-code" maxLength={8} value={code} onChange={(event) => setCode(event.target.value)} />
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
        <p className="soft">{say("signInNoCode")}</p>
      </form>
    </Page>
  );
}
