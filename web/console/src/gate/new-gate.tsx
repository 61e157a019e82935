/** Connecting a gate: a name, then its code and the line to run, shown once. */
import { Form, Input } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type components } from "@sitewarden/kit/api";

import { showFaults } from "../form/faults";
import { FormButtons } from "../form/form-buttons";
import { Failure } from "../shell/failure";
import { SecretDialog } from "../shell/secret-dialog";
import { useHandedCode } from "./handed-code";
import { gateWords } from "./words";

type GateWithCode = components["schemas"]["GateWithCode"];

export interface NewGateProps {
  site: string;
  open: boolean;
  onClose: () => void;
  onAdded: () => void;
}

export function NewGate({ site, open, onClose, onAdded }: NewGateProps) {
  const say = gateWords.useWords();
  const [made, setMade] = useState<GateWithCode>();
  const handed = useHandedCode(made);
  const leave = () => {
    setMade(undefined);
    onClose();
  };
  return (
    <SecretDialog open={open} title={say("add")} handed={handed} onClose={leave}>
      <NameForm
        site={site}
        onCancel={leave}
        onMade={(gate) => {
          setMade(gate);
          onAdded();
        }}
      />
    </SecretDialog>
  );
}

interface NameFormProps {
  site: string;
  onMade: (made: GateWithCode) => void;
  onCancel: () => void;
}

function NameForm({ site, onMade, onCancel }: NameFormProps) {
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
      <FormButtons go={say("create")} busy={busy} onCancel={onCancel} />
    </Form>
  );
}
