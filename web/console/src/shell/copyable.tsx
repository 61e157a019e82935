/** A text to take along: shown whole, copied with one press. */
import { CopyOutlined } from "@ant-design/icons";
import { App, Button } from "antd";

import { shellWords } from "./words";
import "./copyable.css";

export function Copyable({ label, text }: { label: string; text: string }) {
  const say = shellWords.useWords();
  const { message } = App.useApp();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      void message.success(say("copied"));
    } catch {
      void message.warning(say("copyFailed"));
    }
  };
  return (
    <div className="copyable">
      <span className="soft">{label}</span>
      <div>
        <code tabIndex={0}>{text}</code>
        <Button icon={<CopyOutlined />} onClick={() => void copy()}>
          {say("copy")}
        </Button>
      </div>
    </div>
  );
}
