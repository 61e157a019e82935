/** Choosing a file, by button or by dropping it. */
import { FileTextOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useId, useRef, useState, type DragEvent } from "react";

import { asProblem } from "@sitewarden/kit/api";

import { importingWords } from "./words";

export interface FileChoiceProps {
  file: File | undefined;
  disabled: boolean;
  onChoose: (file: File) => void;
  /** What may be chosen, as `.xlsx,.csv`, and that in words. */
  accept: string;
  kinds: string;
  /** Hands out a template, where there is one. */
  onTemplate?: (() => Promise<void>) | undefined;
}

export function FileChoice({ file, disabled, onChoose, accept, kinds, onTemplate }: FileChoiceProps) {
  const say = importingWords.useWords();
  const { message } = App.useApp();
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped !== undefined && !disabled) onChoose(dropped);
  };
  return (
    <div
      className={over ? "file-choice file-choice-over" : "file-choice"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={field}
        id={id}
        className="seen-by-reader"
        type="file"
        accept={accept}
        aria-label={say("choose")}
        tabIndex={-1}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          // The same file, corrected, may be chosen again.
          event.target.value = "";
          if (chosen !== undefined) onChoose(chosen);
        }}
      />
      {file !== undefined && (
        <p className="file-choice-name">
          <FileTextOutlined /> {file.name}
        </p>
      )}
      <div className="row-of-buttons">
        <Button type={file === undefined ? "primary" : "default"} disabled={disabled} onClick={() => field.current?.click()}>
          {say(file === undefined ? "choose" : "chooseOther")}
        </Button>
        {onTemplate !== undefined && (
          <Button
            type="link"
            onClick={() => void onTemplate().catch((thrown: unknown) => message.error(asProblem(thrown).message))}
          >
            {say("template")}
          </Button>
        )}
      </div>
      <p className="soft">
        {say("drop")} · {kinds}
      </p>
    </div>
  );
}
