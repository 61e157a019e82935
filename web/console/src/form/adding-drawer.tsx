/** A drawer with a form that adds one thing: what was typed stays until the platform has taken it. */
import { Alert, App, Button, Drawer, Form, type FormInstance } from "antd";
import { useState, type ReactNode } from "react";

import { asProblem } from "@sitewarden/kit/api";

import { shellWords } from "../shell/words";
import { showFaults } from "./faults";
import { formWords } from "./words";

export interface AddingDrawerProps<T extends object> {
  title: string;
  open: boolean;
  onClose: () => void;
  /** The fields of the form, in the order they stand in: a fault of any other is said above the form. */
  fields: readonly string[];
  initial: Partial<T>;
  /** Sends what was typed; answers what the new thing is called. */
  send: (draft: T) => Promise<string>;
  onAdded: () => void;
  /** The fields themselves. */
  children: (form: FormInstance<T>) => ReactNode;
}

export function AddingDrawer<T extends object>(props: AddingDrawerProps<T>) {
  const { title, open, onClose, fields, initial, send, onAdded, children } = props;
  const say = formWords.useWords();
  const shell = shellWords.useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<T>();
  const [refusal, setRefusal] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const add = async (draft: T) => {
    setBusy(true);
    setRefusal([]);
    try {
      const name = await send(draft);
      void message.success(say("saved", { name }));
      form.resetFields();
      onAdded();
      onClose();
    } catch (thrown) {
      const problem = asProblem(thrown);
      const elsewhere = showFaults(form, problem, fields);
      setRefusal(problem.code === "invalid" ? [say("correct"), ...elsewhere] : [problem.message]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={title}
      size={480}
      // What was typed is not lost to a key or a click beside it.
      keyboard={false}
      mask={{ closable: false }}
      closable={{ "aria-label": shell("close") }}
      footer={
        <div className="row-of-buttons">
          <Button type="primary" loading={busy} onClick={() => form.submit()}>
            {say("save")}
          </Button>
          <Button onClick={onClose}>{shell("cancel")}</Button>
        </div>
      }
    >
      {refusal.length > 0 && (
        <Alert type="error" showIcon role="alert" title={refusal.join(" ")} description={say("formKept")} />
      )}
      <Form<T>
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={initial}
        onFinish={(draft) => void add(draft)}
      >
        {children(form)}
      </Form>
    </Drawer>
  );
}

/** A field that must not be left empty. */
export function useRequired() {
  const say = formWords.useWords();
  return [{ required: true, whitespace: true, message: say("required") }];
}
