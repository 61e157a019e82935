/** Opens a check on the spot, where a fever or symptom stands that it could answer and the one who looks may make it. */
import { Button } from "antd";
import { useState } from "react";

import type { WorkerDetail } from "@sitewarden/kit/api";

import { CheckDialog } from "./check-dialog";
import { checkWords } from "./words";

export function CheckButton({ worker, onChanged }: { worker: WorkerDetail; onChanged: () => void }) {
  const say = checkWords.useWords();
  const [open, setOpen] = useState(false);
  if (worker.check == null) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say("check")}</Button>
      <CheckDialog
        person={worker.person}
        standing={worker.standing}
        asked={worker.check}
        open={open}
        onClose={() => setOpen(false)}
        onChanged={onChanged}
      />
    </>
  );
}
