/** Recovery codes, shown once: copied, or saved as a file. */
import { CopyOutlined, DownloadOutlined } from "@ant-design/icons";
import { App, Button } from "antd";

import { saveFile } from "@sitewarden/kit/download";

import { shellWords } from "../shell/words";
import { accountWords } from "./words";

export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const say = accountWords.useWords();
  const shell = shellWords.useWords();
  const { message } = App.useApp();
  const text = `${codes.join("\n")}\n`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      void message.success(shell("copied"));
    } catch {
      void message.warning(shell("copyFailed"));
    }
  };
  return (
    <div className="second-factor">
      <h3>{say("recoveryTitle")}</h3>
      <p>{say("recoveryLead")}</p>
      <ol className="recovery-codes" tabIndex={0} aria-label={say("recoveryTitle")}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="row-of-buttons">
        <Button icon={<CopyOutlined />} onClick={() => void copy()}>
          {shell("copy")}
        </Button>
        <Button icon={<DownloadOutlined />} onClick={() => saveFile(`${say("recoveryFile")}.txt`, new Blob([text]))}>
          {say("saveFile")}
        </Button>
        <Button type="primary" onClick={onKept}>
          {say("keptThem")}
        </Button>
      </div>
    </div>
  );
}
