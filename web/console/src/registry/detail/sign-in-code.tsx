/** A one-time code with which a worker signs in on their own phone. */
import { Button, Modal } from "antd";
import { useState } from "react";

import { api, taken, type components } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";

import { Failure } from "../../shell/failure";
import { shellWords } from "../../shell/words";
import { detailWords } from "./words";

export function SignInCode({ person, phone }: { person: string; phone: boolean }) {
  const say = detailWords.useWords();
  const shell = shellWords.useWords();
  const [code, setCode] = useState<components["schemas"]["SignInCode"]>();
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const ask = async () => {
    setBusy(true);
    setThrown(undefined);
    try {
      setCode(await taken(api.POST("/workers/{person}/sign-in-code", { params: { path: { person } } })));
    } catch (failed) {
      setThrown(failed);
    } finally {
      setBusy(false);
    }
  };
  if (!phone) return <p className="soft">{say("signInCodeNoPhone")}</p>;
  return (
    <>
      <Button loading={busy} onClick={() => void ask()}>
        {say("signInCodeGet")}
      </Button>
      {thrown !== undefined && <Failure thrown={thrown} />}
      <Modal
        open={code !== undefined}
        title={say("signInCodeTitle")}
        onCancel={() => setCode(undefined)}
        closable={{ "aria-label": shell("close") }}
        footer={<Button onClick={() => setCode(undefined)}>{shell("close")}</Button>}
      >
        {code !== undefined && (
          <div className="sign-in-code">
            <output className="sign-in-code-digits">{code.code}</output>
            <p>{say("signInCodeText")}</p>
            <p className="soft">{say("signInCodeUntil", { at: instant(code.expires_at) })}</p>
          </div>
        )}
      </Modal>
    </>
  );
}
