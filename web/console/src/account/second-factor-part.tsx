/** Where the account stands with the codes of an app, and what can be done about it. */
import { App, Button, Form, Input, Modal } from "antd";
import { useState } from "react";

import { api, asProblem, taken } from "@sitewarden/kit/api";
import { StateMark } from "@sitewarden/kit/state-mark";

import { useRequired } from "../form/adding-drawer";
import { showFaults } from "../form/faults";
import { FormButtons } from "../form/form-buttons";
import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { Card } from "../shell/page";
import { shellWords } from "../shell/words";
import { useChangedAccount, useOwnAccount } from "./own";
import { RecoveryCodes } from "./recovery-codes";
import { SecondFactorSteps } from "./second-factor-steps";
import { accountWords } from "./words";

type Act = "on" | "off" | "renew";

export function SecondFactorPart() {
  const say = accountWords.useWords();
  const shell = shellWords.useWords();
  const { message } = App.useApp();
  const own = useOwnAccount();
  const changed = useChangedAccount();
  const [act, setAct] = useState<Act>();
  const [codes, setCodes] = useState<string[]>();
  const leave = () => {
    setAct(undefined);
    setCodes(undefined);
    changed();
  };
  return (
    <Card title={say("secondFactor")}>
      {own.isPending && <Loading rows={2} />}
      {own.isError && <Failure thrown={own.error} retry={() => void own.refetch()} />}
      {own.data !== undefined && (
        <div className="second-factor">
          <div>
            <StateMark state={own.data.app ? "clear" : "neutral"} word={say(own.data.app ? "isOn" : "isOff")} />
          </div>
          <p className="soft">
            {own.data.app ? say("codesLeft", { n: own.data.recovery_codes_left }) : say("secondFactorLead")}
          </p>
          {own.data.second_factor && !own.data.app && <p className="soft">{say("recoveryLeft", { n: own.data.recovery_codes_left })}</p>}
          <div className="row-of-buttons">
            {!own.data.app && (
              <Button type="primary" onClick={() => setAct("on")}>
                {say("setUp")}
              </Button>
            )}
            {own.data.second_factor && <Button onClick={() => setAct("renew")}>{say("renewCodes")}</Button>}
            {own.data.app && <Button onClick={() => setAct("off")}>{say("turnOff")}</Button>}
          </div>
        </div>
      )}
      <Modal
        open={act !== undefined}
        title={say(act === "off" ? "turnOff" : act === "renew" ? "renewCodes" : "setUp")}
        footer={null}
        destroyOnHidden
        mask={{ closable: false }}
        keyboard={codes === undefined}
        onCancel={leave}
        closable={codes === undefined && { "aria-label": shell("close") }}
      >
        {act === "on" && <SecondFactorSteps onDone={leave} />}
        {act === "off" && (
          <Proof
            lead={say("turnOffLead")}
            go={say("turnOff")}
            onCancel={leave}
            send={async (body) => {
              await taken(api.POST("/account/second-factor/off", { body }));
              void message.success(say("isOff"));
              leave();
            }}
          />
        )}
        {act === "renew" && codes === undefined && (
          <Proof
            lead={say("renewLead")}
            go={say("renewCodes")}
            onCancel={leave}
            send={async (body) => setCodes((await taken(api.POST("/account/recovery-codes", { body }))).codes)}
          />
        )}
        {act === "renew" && codes !== undefined && <RecoveryCodes codes={codes} onKept={leave} />}
      </Modal>
    </Card>
  );
}

interface Both {
  password: string;
  code: string;
}

interface ProofProps {
  lead: string;
  go: string;
  send: (both: Both) => Promise<void>;
  onCancel: () => void;
}

/** Both proofs together: the password and a code. */
function Proof({ lead, go, send, onCancel }: ProofProps) {
  const say = accountWords.useWords();
  const required = useRequired();
  const [form] = Form.useForm<Both>();
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const goOn = async (both: Both) => {
    setBusy(true);
    setThrown(undefined);
    try {
      await send(both);
    } catch (failed) {
      const problem = asProblem(failed);
      if (showFaults(form, problem, ["password", "code"]).length > 0 || problem.fields.length === 0) setThrown(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form name="both-factors" form={form} layout="vertical" requiredMark={false} onFinish={(both) => void goOn(both)}>
      <p className="dialog-lead">{lead}</p>
      <Form.Item name="password" label={say("passwordNow")} rules={required}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      <Form.Item name="code" label={say("code")} extra={say("codeHint")} rules={required}>
        <Input autoComplete="one-time-code" maxLength={20} spellCheck={false} />
      </Form.Item>
      {thrown !== undefined && <Failure thrown={thrown} />}
      <FormButtons go={go} busy={busy} onCancel={onCancel} />
    </Form>
  );
}
