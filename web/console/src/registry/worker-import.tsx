/** A whole list of workers from a file. */
import { Drawer } from "antd";

import { fetchFile, upload, type ImportReport } from "@sitewarden/kit/api";
import { saveFile } from "@sitewarden/kit/download";
import { useLanguage } from "@sitewarden/kit/i18n";

import { Importing } from "../importing/importing";
import { shellWords } from "../shell/words";
import { registryWords } from "./words";

export interface WorkerImportProps {
  site: string;
  open: boolean;
  onClose: () => void;
  onTaken: () => void;
}

export function WorkerImport({ site, open, onClose, onTaken }: WorkerImportProps) {
  const say = registryWords.useWords();
  const shell = shellWords.useWords();
  const english = useLanguage() === "en";
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={say("importTitle")}
      size={720}
      destroyOnHidden
      closable={{ "aria-label": shell("close") }}
    >
      <p>{say("importLead")}</p>
      <Importing<ImportReport>
        send={(file, dryRun) =>
          upload(`/sites/${site}/worker-imports?dry_run=${dryRun}`, file, { type: "application/octet-stream" })
        }
        template={async () =>
          saveFile(english ? "workers-template.xlsx" : "名册模板.xlsx", await fetchFile("/worker-import-template"))
        }
        onTaken={onTaken}
      />
    </Drawer>
  );
}
