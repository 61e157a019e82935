/** The button by which someone signs in by a passkey: alone, or as the second half of a sign-in. */
import { KeyOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type Me, type ProblemError } from "@sitewarden/kit/api";

import { signByPasskey } from "./passkey";

export interface ByPasskeyProps {
  label: string;
  /** What the first half answered, where there was one. */
  ticket?: string;
  primary?: boolean;
  onEntered: (me: Me) => void;
  /** Why it came to nothing; nothing while it is tried. */
  onRefused: (problem: ProblemError | undefined) => void;
}

export function ByPasskey({ label, ticket, primary = false, onEntered, onRefused }: ByPasskeyProps) {
  const [busy, setBusy] = useState(false);
  const enter = async () => {
    setBusy(true);
    onRefused(undefined);
    try {
      const asked = await taken(api.POST("/sessions/passkey-challenges", { body: { ticket: ticket ?? null } }));
      const body = await signByPasskey(asked);
      onEntered(await taken(api.POST("/sessions/passkey", { body })));
    } catch (thrown) {
      onRefused(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      className="by-passkey"
      size="large"
      block
      icon={<KeyOutlined />}
      loading={busy}
      type={primary ? "primary" : "default"}
      onClick={() => void enter()}
    >
      {label}
    </Button>
  );
}
