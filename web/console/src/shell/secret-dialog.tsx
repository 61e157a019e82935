/** A secret that is given out once (a first password, a gate's code, a token): asked for, shown, and gone. */
import { Button, Modal } from "antd";
import type { ReactNode } from "react";

import { Copyable } from "./copyable";
import { shellWords } from "./words";

/** What was given out, as it is shown this once. */
export interface Handed {
  title: string;
  /** What to do with it. */
  lead: string;
  /** Its parts, each to be copied. */
  parts: { label: string; text: string }[];
  /** Said under the parts. */
  note?: string;
  /** What whoever has taken it along says. */
  kept: string;
}

export interface SecretDialogProps {
  open: boolean;
  /** What the form before is called. */
  title?: string;
  handed: Handed | undefined;
  onClose: () => void;
  /** The form that asks for it, where it is asked for here. */
  children?: ReactNode;
}

export function SecretDialog({ open, title, handed, onClose, children }: SecretDialogProps) {
  const say = shellWords.useWords();
  return (
    <Modal
      open={open || handed !== undefined}
      title={handed?.title ?? title}
      footer={null}
      destroyOnHidden
      // Neither what was typed nor what is shown once is lost to a key or a click beside it.
      mask={{ closable: false }}
      keyboard={handed === undefined}
      onCancel={onClose}
      closable={{ "aria-label": say("close") }}
    >
      {handed === undefined ? (
        children
      ) : (
        <div className="handed">
          <p>{handed.lead}</p>
          {handed.parts.map(({ label, text }) => (
            <Copyable key={label} label={label} text={text} />
          ))}
          {handed.note !== undefined && <p className="soft">{handed.note}</p>}
          <Button type="primary" onClick={onClose}>
            {handed.kept}
          </Button>
        </div>
      )}
    </Modal>
  );
}
