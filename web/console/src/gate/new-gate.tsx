/** Connecting a gate: a name, then its token and the line to run, shown once. */
import { Button, Form, Input, Modal } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type components } from "@sitewarden/kit/api";

import { showFaults } from "../form/faults";
import { Copyable } from "../shell/copyable";
import { Failure } from "../shell/failure";
import { shellWords } from "../shell/words";
import { gateCommand } from "./command";
import { gateWords } from "./words";

type NewGateToken = components["schemas"]["NewGateToken"];

export interface NewGateProps {
  site: string;
  open: boolean;
  onClose: () => void;
  onAdded: () => void;
}

export function NewGate({ site, open, onClose, onAdded }: NewGateProps) {
  const say = gateWords.useWords();
  const shell = shellWords.useWords();
  const [made, setMade] = useState<NewGateToken>();
  const leave = () => {
    setMade(undefined);
    onClose();
  };
  return (
    <Modal
      open={open}
      title={say(made === undefined ? "add" : "tokenTitle")}
      footer={null}
      destroyOnHidden
      mask={{ closable: made === undefined }}
      keyboard={made === undefined}
      onCancel={leave}
      closable={{ "aria-label": shell("close") }}
    >
      {made === undefined ? (
        <NameForm
          site={site}
          onMade={(token) => {
            setMade(token);
            onAdded();
          }}
        />
      ) : (
        <TokenShown made={made} onKept={leave} />
      )}
    </Modal>
  );
}

function NameForm({ site, onMade }: { site: string; onMade: (made: NewGateToken) => void }) {
  const say = gateWords.useWords();
  const [form] = Form.useForm<{ name: string }>();
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const make = async ({ name }: { name: string }) => {
    setBusy(true);
    setThrown(undefined);
    try {
      const request = { params: { path: { site } }, body: { name: name.trim() } };
      onMade(await taken(api.POST("/sites/{site}/gates", request)));
    } catch (failed) {
      showFaults(form, asProblem(failed), ["name"]);
      setThrown(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(typed) => void make(typed)}>
      <Form.Item name="name" label={say("name")} rules={[{ required: true, whitespace: true, message: say("required") }]}>
        <Input autoFocus maxLength={60} placeholder={say("namePlaceholder")} />
      </Form.Item>
      {thrown !== undefined && <Failure thrown={thrown} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        {say("create")}
      </Button>
    </Form>
  );
}

function TokenShown({ made, onKept }: { made: NewGateToken; onKept: () => void }) {
  const say = gateWords.useWords();
  return (
    <div className="token-shown">
      <p>{say("tokenLead")}</p>
      <Copyable label={say("command")} text={gateCommand(location.origin, made.gate.name, made.token)} />
      <Copyable label={say("token")} text={made.token} />
      <Button type="primary" onClick={onKept}>
        {say("saved")}
      </Button>
    </div>
  );
}
