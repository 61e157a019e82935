/** A whole list of workers from a file. */
import { Drawer } from "antd";

import { fetchText, upload, type ImportReport } from "@sitewarden/kit/api";
import { saveText } from "@sitewarden/kit/download";
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
          upload(`/sites/${site}/worker-imports?dry_run=${dryRun}`, file, { type: "text/csv" })
        }
        template={async () =>
          saveText(english ? "workers-template.csv" : "名册模板.csv", await fetchText("/worker-import-template.csv"))
        }
        sheetName={english ? "rows-to-correct.csv" : "要改的行.csv"}
        onTaken={onTaken}
      />
    </Drawer>
  );
}
