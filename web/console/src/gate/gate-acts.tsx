/** What whoever manages a gate does about it: give it a new code, or take it out of service. */
import { App, Button } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type components, type Gate } from "@sitewarden/kit/api";

import { SecretDialog } from "../shell/secret-dialog";
import { shellWords } from "../shell/words";
import { useHandedCode } from "./handed-code";
import { gateWords } from "./words";

export function GateActs({ gate, onChanged }: { gate: Gate; onChanged: () => void }) {
  const say = gateWords.useWords();
  const shell = shellWords.useWords();
  const { message, modal } = App.useApp();
  const [renewed, setRenewed] = useState<components["schemas"]["GateWithCode"]>();
  const handed = useHandedCode(renewed);
  const path = { params: { path: { gate: gate.id } } };
  const run = async (act: () => Promise<void>) => {
    try {
      await act();
      onChanged();
    } catch (thrown) {
      void message.error(`${say("failed")}: ${asProblem(thrown).message}`);
    }
  };
  const renew = async () => run(async () => setRenewed(await taken(api.POST("/gates/{gate}/code", path))));
  const remove = async () =>
    run(async () => {
      await taken(api.DELETE("/gates/{gate}", path));
      void message.success(say("removed"));
    });
  const asked = (title: string, content: string, okText: string, onOk: () => Promise<void>) =>
    modal.confirm({ title, content, okText, cancelText: shell("cancel"), onOk });
  return (
    <div className="row-of-buttons">
      <Button
        size="small"
        onClick={() =>
          // Nothing runs by a key that was never enrolled: there is nothing to be asked.
          gate.enrolled ? asked(say("renewTitle", { name: gate.name }), say("renewText"), say("renew"), renew) : void renew()
        }
      >
        {say("renew")}
      </Button>
      <Button size="small" onClick={() => asked(say("removeTitle", { name: gate.name }), say("removeText"), say("remove"), remove)}>
        {say("remove")}
      </Button>
      <SecretDialog open={false} handed={handed} onClose={() => setRenewed(undefined)} />
    </div>
  );
}
