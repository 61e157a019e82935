/** Taking an area or a list back, after asking once; it says how many that lets go. */
import { App, Button } from "antd";

import { asProblem, type AreaChange } from "@sitewarden/kit/api";
import { count } from "@sitewarden/kit/format";

import { shellWords } from "../shell/words";
import { areaWords } from "./words";

export interface RetractProps {
  title: string;
  text: string;
  send: () => Promise<AreaChange>;
  onDone: () => void;
}

export function Retract({ title, text, send, onDone }: RetractProps) {
  const say = areaWords.useWords();
  const shell = shellWords.useWords();
  const { message, modal } = App.useApp();
  const ask = () =>
    modal.confirm({
      title,
      content: text,
      okText: say("retract"),
      cancelText: shell("cancel"),
      onOk: async () => {
        try {
          const { freed, held } = await send();
          const said = { freed: count(freed), held: count(held) };
          void message.success(held === 0 ? say("retractedNow", said) : say("retractedHeld", said));
          onDone();
        } catch (thrown) {
          void message.error(`${say("failed")}: ${asProblem(thrown).message}`);
        }
      },
    });
  return (
    <Button size="small" onClick={ask}>
      {say("retract")}
    </Button>
  );
}
