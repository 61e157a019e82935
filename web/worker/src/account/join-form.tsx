/** The form by which workers register themselves; every field helps at once, and the platform has the last word. */
import { api, asProblem, taken, type JoinInfo, type ProblemError } from "@sitewarden/kit/api";
import Button from "antd-mobile/es/components/button";
import { useState, type FormEvent } from "react";
import { Field } from "../shell/field";
import { go } from "../shell/route";
import { carriesBirthDate, documentFault, DOCUMENT_KINDS, folded, mobileNumber, type DocumentKind } from "./document";
import { accountWords } from "./words";

interface Props {
  token: string;
  info: JoinInfo;
  joined(): Promise<void>;
}

const EMPTY = { name: "", kind: "resident_id" as DocumentKind, document: "", birth: "", phone: "", crew: "" };

export function JoinForm({ token, info, joined }: Props) {
  const say = accountWords.useWords();
  const [form, setForm] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const set = (change: Partial<typeof EMPTY>) => {
    setForm((before) => ({ ...before, ...change }));
    setProblem(null);
  };

  const asksBirth = !carriesBirthDate(form.kind, form.document);
  const wrong = documentFault(form.kind, form.document);
  // Half-typed is not wrong yet: a fault shows once the length is there, or after the first attempt to send.
  const showsDocument = tried || (form.kind === "resident_id" && folded(form.document).length >= 18);
  const number = mobileNumber(form.phone);
  const complete = form.name.trim() !== "" && wrong === null && number !== null && (!asksBirth || form.birth !== "");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!complete) return;
    setBusy(true);
    try {
      const worker = {
        name: form.name.trim(),
        document_kind: form.kind,
        document: folded(form.document),
        phone: number,
        crew: form.crew,
        trade: "",
        birth_date: asksBirth ? form.birth : "",
      };
      const body = { worker, declaration_text_version: info.consent.version };
      await taken(api.POST("/join/{token}", { params: { path: { token } }, body }));
      await joined();
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };

  const fault = (field: string, own: string | null) => problem?.fault(field) ?? problem?.fault(`worker.${field}`) ?? own;
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
      <h2>{say("joinForm")}</h2>
      <Field label={say("name")} hint={say("nameHint")} fault={fault("name", tried && !form.name.trim() ? say("nameFault") : null)}>
        {(ids) => <input {...ids} autoComplete="name" value={form.name} onChange={(event) => set({ name: event.target.value })} />}
      </Field>
      <Field label={say("kind")} fault={fault("document_kind", null)}>
        {(ids) => (
          <select {...ids} value={form.kind} onChange={(event) => set({ kind: event.target.value as DocumentKind })}>
            {DOCUMENT_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {say(`kind_${kind}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={say("document")}
        fault={fault("document", wrong && showsDocument ? say(`document_${wrong}`) : null)}
        good={wrong === null ? say("documentGood") : null}
      >
        {(ids) => (
          <input {...ids} autoComplete="off" autoCapitalize="characters" spellCheck={false} value={form.document} onChange={(event) => set({ document: event.target.value })} />
        )}
      </Field>
      {asksBirth && (
        <Field label={say("birth")} fault={fault("birth_date", tried && !form.birth ? say("birthFault") : null)}>
          {(ids) => <input {...ids} type="date" value={form.birth} onChange={(event) => set({ birth: event.target.value })} />}
        </Field>
      )}
      {!asksBirth && problem?.fault("birth_date") && <p className="fault">{problem.fault("birth_date")}</p>}
      <Field label={say("phone")} hint={say("phoneHint")} fault={fault("phone", tried && !number ? say("phoneFault") : null)}>
        {(ids) => <input {...ids} type="tel" inputMode="tel" autoComplete="tel" value={form.phone} onChange={(event) => set({ phone: event.target.value })} />}
      </Field>
      <Field label={say("crew")} fault={fault("crew", null)}>
        {(ids) => (
          <select {...ids} value={form.crew} onChange={(event) => set({ crew: event.target.value })}>
            <option value="">{say("crewNone")}</option>
            {info.crews.map((crew) => (
              <option key={crew.id} value={crew.name}>
                {crew.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {problem && problem.fields.length === 0 && (
        <div className="note" role="alert">
          <p>{problem.code === "conflict" ? say("known") : problem.message}</p>
          {problem.code === "conflict" && (
            <Button block onClick={() => go("/")}>
              {say("toSignIn")}
            </Button>
          )}
        </div>
      )}
      <Button block color="primary" size="large" type="submit" loading={busy} loadingText={say("sending")}>
        {say("send")}
      </Button>
    </form>
  );
}
