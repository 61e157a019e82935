/**
 * A file into the platform: chosen, tried, looked at, taken. It knows nothing of what the rows are.
 */
import { App, Button, Spin } from "antd";
import { useState, type ReactNode } from "react";

import { asProblem, type ImportReport } from "@sitewarden/kit/api";
import { fileOf, saveFile } from "@sitewarden/kit/download";

import { Failure } from "../shell/failure";
import { FileChoice } from "./file-choice";
import { Report } from "./report";
import { importingWords } from "./words";
import "./importing.css";

export interface ImportingProps<R extends ImportReport> {
  /** Sends the file; with `dryRun` nothing is changed. */
  send: (file: File, dryRun: boolean) => Promise<R>;
  /** What the file is: rows of a sheet, or pictures in an archive. */
  what?: What;
  /** Hands out the template, where there is one. */
  template?: () => Promise<void>;
  /** Called when rows were taken for good. */
  onTaken: () => void;
  /** More figures of the report. */
  more?: (report: R) => ReactNode;
  /** What must be filled in before a file can be tried. */
  ready?: boolean;
}

export type What = "rows" | "pictures";

const MB = 1024 * 1024;

/** The most the platform takes in one file, in bytes, and what may be chosen. */
const TAKEN = {
  rows: { largest: 20 * MB, accept: ".xlsx,.csv,text/csv" },
  pictures: { largest: 128 * MB, accept: ".zip,application/zip" },
} as const;

export function Importing<R extends ImportReport>(props: ImportingProps<R>) {
  const { send, what = "rows", template, onTaken, more, ready = true } = props;
  const { largest, accept } = TAKEN[what];
  const say = importingWords.useWords();
  const { message } = App.useApp();
  const [file, setFile] = useState<File>();
  const [report, setReport] = useState<R>();
  const [busy, setBusy] = useState<"trying" | "taking">();
  const [thrown, setThrown] = useState<unknown>();

  const run = async (chosen: File, dryRun: boolean) => {
    setBusy(dryRun ? "trying" : "taking");
    setThrown(undefined);
    try {
      const result = await send(chosen, dryRun);
      setReport(result);
      if (!dryRun) {
        void message.success(say("taken"));
        onTaken();
      }
    } catch (failed) {
      setThrown(failed);
    } finally {
      setBusy(undefined);
    }
  };

  const choose = (chosen: File) => {
    if (chosen.size > largest) return void message.error(say("tooLarge", { mb: largest / MB }));
    setFile(chosen);
    setReport(undefined);
    void run(chosen, true);
  };

  const sheet = report?.error_sheet;
  return (
    <div className="importing">
      <FileChoice
        file={file}
        disabled={busy !== undefined || !ready}
        onChoose={choose}
        accept={accept}
        kinds={say(`kinds_${what}`)}
        onTemplate={template}
      />
      {busy !== undefined && (
        <p className="importing-busy" role="status">
          <Spin size="small" /> {say(busy)}
        </p>
      )}
      {thrown !== undefined && (
        <Refused thrown={thrown} what={what} {...(file && { retry: () => void run(file, true) })} />
      )}
      {report !== undefined && busy === undefined && (
        <>
          <Report report={report} what={what} more={more?.(report)} />
          <div className="row-of-buttons">
            {report.dry_run && file !== undefined && <Take report={report} what={what} onTake={() => void run(file, false)} />}
            {sheet != null && (
              <Button onClick={() => saveFile(sheet.file_name, fileOf(sheet.base64, sheet.media_type))}>{say(`sheet_${what}`)}</Button>
            )}
          </div>
          {sheet != null && what === "rows" && <p className="soft">{say("sheetHint")}</p>}
        </>
      )}
    </div>
  );
}

/** The same file once more helps where the line was cut; where the file is wrong, another one does. */
function Refused({ thrown, what, retry }: { thrown: unknown; what: What; retry?: () => void }) {
  const say = importingWords.useWords();
  if (asProblem(thrown).code === "invalid") return <Failure thrown={thrown} kept={say(`another_${what}`)} />;
  return <Failure thrown={thrown} kept={say("kept")} {...(retry && { retry })} />;
}

function Take({ report, what, onTake }: { report: ImportReport; what: What; onTake: () => void }) {
  const say = importingWords.useWords();
  const rows = report.added + report.changed;
  if (rows === 0) return <p>{say(report.unchanged > 0 ? `nothingNew_${what}` : `nothing_${what}`)}</p>;
  return (
    <Button type="primary" onClick={onTake}>
      {say(`forReal_${what}`, { n: rows })}
    </Button>
  );
}
