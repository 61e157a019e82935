/** Deciding on a pair: confirmed, with a reason that stands in the audit log. */
import { Checkbox, Form, Input, Modal, Radio } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type Likeness, type LikenessRecord } from "@sitewarden/kit/api";

import { showFaults } from "../form/faults";
import { Failure } from "../shell/failure";
import { shellWords } from "../shell/words";
import { likenessWords } from "./words";

/** What can be done with a pair. */
export type Act = "merge" | "apart" | "undo";

interface Typed {
  leading?: string;
  mistaken?: boolean;
  reason: string;
}

export interface DecideDialogProps {
  deciding: { pair: Likeness; act: Act } | undefined;
  onClose: () => void;
  onDone: (act: Act) => void;
}

const titles = { merge: "mergeTitle", apart: "keepApartTitle", undo: "undoTitle" } as const;
const buttons = { merge: "merge", apart: "keepApart", undo: "undo" } as const;

function lead(pair: Likeness, act: Act): "mergeText" | "keepApartText" | "undoMergedText" | "undoApartText" {
  if (act === "merge") return "mergeText";
  if (act === "apart") return "keepApartText";
  return pair.state === "merged" ? "undoMergedText" : "undoApartText";
}

async function send({ pair, act }: { pair: Likeness; act: Act }, typed: Typed): Promise<void> {
  const params = { path: { likeness: pair.id } };
  const reason = typed.reason.trim();
  if (act === "apart") await taken(api.POST("/likenesses/{likeness}/keep-apart", { params, body: { reason } }));
  if (act === "undo") await taken(api.POST("/likenesses/{likeness}/undo", { params, body: { undoes: pair.state, reason } }));
  if (act === "merge") {
    const body = { leading: typed.leading ?? pair.one.person, number_mistaken: typed.mistaken === true, reason };
    await taken(api.POST("/likenesses/{likeness}/merge", { params, body }));
  }
}

export function DecideDialog({ deciding, onClose, onDone }: DecideDialogProps) {
  const say = likenessWords.useWords();
  const shell = shellWords.useWords();
  const [form] = Form.useForm<Typed>();
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const decide = async (typed: Typed) => {
    if (deciding === undefined) return;
    setBusy(true);
    setThrown(undefined);
    try {
      await send(deciding, typed);
      onDone(deciding.act);
    } catch (failed) {
      const problem = asProblem(failed);
      const left = showFaults(form, problem, ["leading", "reason"]);
      if (left.length > 0 || problem.fields.length === 0) setThrown(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={deciding !== undefined}
      title={deciding && say(titles[deciding.act])}
      okText={deciding && say(buttons[deciding.act])}
      cancelText={shell("cancel")}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={() => {
        setThrown(undefined);
        onClose();
      }}
      // What was typed is not lost to a key or a click beside it.
      mask={{ closable: false }}
      closable={{ "aria-label": shell("close") }}
      destroyOnHidden
    >
      {deciding !== undefined && (
        <>
          <p className="dialog-lead">{say(lead(deciding.pair, deciding.act))}</p>
          <Form<Typed>
            form={form}
            layout="vertical"
            requiredMark={false}
            preserve={false}
            initialValues={{ leading: deciding.pair.one.person }}
            onFinish={(typed) => void decide(typed)}
          >
            {deciding.act === "merge" && <MergeFields pair={deciding.pair} />}
            <Form.Item
              name="reason"
              label={say("reason")}
              rules={[{ required: true, min: 4, whitespace: true, message: say("reasonShort") }]}
            >
              <Input.TextArea rows={2} maxLength={200} placeholder={say("reasonHint")} />
            </Form.Item>
          </Form>
        </>
      )}
      {thrown !== undefined && <Failure thrown={thrown} kept={say("kept")} />}
    </Modal>
  );
}

function MergeFields({ pair }: { pair: Likeness }) {
  const say = likenessWords.useWords();
  const option = (record: LikenessRecord, n: number) => ({
    value: record.person,
    label: `${say("record", { n })}：${record.name}，${record.document_kind_text} ${record.document}`,
  });
  return (
    <>
      <Form.Item name="leading" label={say("mergeLeading")} extra={say("mergeLeadingHint")}>
        <Radio.Group vertical options={[option(pair.one, 1), option(pair.other, 2)]} />
      </Form.Item>
      {pair.numbers_differ && (
        <Form.Item
          name="mistaken"
          valuePropName="checked"
          rules={[
            {
              validator: (_, ticked) =>
                ticked === true ? Promise.resolve() : Promise.reject(new Error(say("mistakenMissing"))),
            },
          ]}
        >
          <Checkbox>{say("mistaken")}</Checkbox>
        </Form.Item>
      )}
    </>
  );
}
