/**
 * A dialog that asks before something is done: why, by whose password, with what outcome. What was typed stays until the
 * platform has taken it; faults stand at their fields, and a password that was refused is typed anew.
 */
import { Form, Modal, type FormInstance } from "antd";
import { useState, type ReactNode } from "react";

import { asProblem, type ProblemError } from "@sitewarden/kit/api";

import { Failure } from "../shell/failure";
import { shellWords } from "../shell/words";
import { showFaults } from "./faults";

export interface AskingDialogProps<T extends object> {
  /** What the form is called: forms that stand on one page have ids of their own. */
  name: string;
  form: FormInstance<T>;
  open: boolean;
  title: string;
  /** What is about to be done. */
  lead: ReactNode;
  /** What the button says that does it. */
  go: string;
  danger?: boolean;
  /** The fields, in the order they stand in. */
  fields: readonly (keyof T & string)[];
  initial?: Partial<T>;
  /** Does it. */
  send: (typed: T) => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
  /** The platform refused: something may be different from what is shown. */
  onRefused?: (problem: ProblemError) => void;
  /** What is said to be kept when it was refused. */
  kept?: string;
  children: ReactNode;
}

export function AskingDialog<T extends object>(props: AskingDialogProps<T>) {
  const { name, form, open, title, lead, go, danger = false, fields, initial, send, onDone, onClose, onRefused, kept, children } = props;
  const shell = shellWords.useWords();
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const close = () => {
    setThrown(undefined);
    onClose();
  };
  const ask = async (typed: T) => {
    setBusy(true);
    setThrown(undefined);
    try {
      await send(typed);
      onDone();
      close();
    } catch (failed) {
      const problem = asProblem(failed);
      forgetPassword(form, fields);
      const elsewhere = showFaults(form, problem, fields);
      if (problem.code !== "invalid" || elsewhere.length > 0 || problem.fields.length === 0) setThrown(failed);
      onRefused?.(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={open}
      title={title}
      okText={go}
      okButtonProps={{ danger }}
      cancelText={shell("cancel")}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={close}
      // What was typed is not lost to a key or a click beside it.
      keyboard={false}
      mask={{ closable: false }}
      closable={{ "aria-label": shell("close") }}
      destroyOnHidden
    >
      <div className="dialog-lead">{lead}</div>
      <Form<T>
        name={name}
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        {...(initial !== undefined && { initialValues: initial })}
        onFinish={(typed) => void ask(typed)}
      >
        {children}
      </Form>
      {thrown !== undefined && <Failure thrown={thrown} {...(kept !== undefined && { kept })} />}
    </Modal>
  );
}

/** A password that was refused is typed anew. */
function forgetPassword(form: FormInstance, fields: readonly string[]): void {
  if (fields.includes("password")) form.setFieldValue("password", "");
}
