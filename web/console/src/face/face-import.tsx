/** Many people's pictures in one archive, each named by its person's document number. */
import { upload, type ImportReport } from "@sitewarden/kit/api";

import { ImportDrawer, type ImportShown } from "../importing/import-drawer";
import { Importing } from "../importing/importing";
import { registryWords } from "../registry/words";

export function FaceImport({ site, open, onClose, onTaken }: ImportShown & { site: string }) {
  const say = registryWords.useWords();
  return (
    <ImportDrawer open={open} onClose={onClose} title={say("importFacesTitle")} lead={say("importFacesLead")}>
      <Importing<ImportReport>
        what="pictures"
        send={(file, dryRun) => upload(`/sites/${site}/face-imports?dry_run=${dryRun}`, file, { type: "application/zip" })}
        onTaken={onTaken}
      />
    </ImportDrawer>
  );
}
