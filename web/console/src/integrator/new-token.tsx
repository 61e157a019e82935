/** Giving out a token: what it is to be, then the token, shown once. */
import { useState } from "react";

import type { components } from "@sitewarden/kit/api";

import { SecretDialog } from "../shell/secret-dialog";
import { TokenForm } from "./token-form";
import { integratorWords } from "./words";

export interface NewTokenProps {
  open: boolean;
  onClose: () => void;
  onAdded: () => void;
}

export function NewToken({ open, onClose, onAdded }: NewTokenProps) {
  const say = integratorWords.useWords();
  const [made, setMade] = useState<components["schemas"]["HandedToken"]>();
  const handed = made && {
    title: say("handedTitle"),
    lead: say("handedLead"),
    parts: [{ label: say("token"), text: made.token }],
    note: say("how"),
    kept: say("kept"),
  };
  const leave = () => {
    setMade(undefined);
    onClose();
  };
  return (
    <SecretDialog open={open} title={say("add")} handed={handed} onClose={leave}>
      <TokenForm
        onCancel={leave}
        onMade={(token) => {
          setMade(token);
          onAdded();
        }}
      />
    </SecretDialog>
  );
}
