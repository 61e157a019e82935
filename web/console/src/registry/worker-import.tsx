/** A whole list of workers from a file. */
import { upload, type ImportReport } from "@sitewarden/kit/api";
import { useLanguage } from "@sitewarden/kit/i18n";

import { ImportDrawer, templateOf, type ImportShown } from "../importing/import-drawer";
import { Importing } from "../importing/importing";
import { registryWords } from "./words";

export function WorkerImport({ site, open, onClose, onTaken }: ImportShown & { site: string }) {
  const say = registryWords.useWords();
  const english = useLanguage() === "en";
  return (
    <ImportDrawer open={open} onClose={onClose} title={say("importTitle")} lead={say("importLead")}>
      <Importing<ImportReport>
        send={(file, dryRun) =>
          upload(`/sites/${site}/worker-imports?dry_run=${dryRun}`, file, { type: "application/octet-stream" })
        }
        template={templateOf("/worker-import-template", english ? "workers-template" : "名册模板")}
        onTaken={onTaken}
      />
    </ImportDrawer>
  );
}
