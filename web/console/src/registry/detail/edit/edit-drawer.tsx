/**
 * Editing what is on record of someone at work. What someone else changed meanwhile is told at its field; what was typed
 * stays, and what was not touched is shown as it is now.
 */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Drawer, Form } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type Contractor, type ProblemError, type WorkerDetail } from "@sitewarden/kit/api";

import { useContractors } from "../../../contractor/use-contractors";
import { formWords } from "../../../form/words";
import { Loading } from "../../../shell/loading";
import { shellWords } from "../../../shell/words";
import { personKey } from "../../person-key";
import { begun, changesNothing, changesOf, editedEngagement, rebased, type Typed } from "./changes";
import { EditFields } from "./edit-fields";
import { showEditFaults } from "./faults";
import { editWords } from "./words";
import "./edit.css";

export interface EditDrawerProps {
  worker: WorkerDetail;
  onClose: () => void;
  onEdited: () => void;
}

export function EditDrawer({ worker, onClose, onEdited }: EditDrawerProps) {
  const say = editWords.useWords();
  const shell = shellWords.useWords();
  const [form] = Form.useForm<Typed>();
  const site = editedEngagement(worker)?.site ?? "";
  const detail = useQuery({
    queryKey: ["site", site],
    queryFn: () => taken(api.GET("/sites/{site}", { params: { path: { site } } })),
  });
  const contractors = useContractors(site);
  const [busy, setBusy] = useState(false);
  return (
    <Drawer
      open
      onClose={onClose}
      title={say("title", { name: worker.name })}
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
      {detail.isPending || contractors.isPending ? (
        <Loading rows={10} />
      ) : (
        <EditForm
          form={form}
          worker={worker}
          crews={detail.data?.crews ?? []}
          contractors={contractors.data ?? []}
          onBusy={setBusy}
          onClose={onClose}
          onEdited={onEdited}
        />
      )}
    </Drawer>
  );
}

interface EditFormProps extends EditDrawerProps {
  form: ReturnType<typeof Form.useForm<Typed>>[0];
  crews: Parameters<typeof EditFields>[0]["crews"];
  contractors: Contractor[];
  onBusy: (busy: boolean) => void;
}

function EditForm({ form, crews, contractors, onBusy, onClose, onEdited, ...shown }: EditFormProps) {
  const say = editWords.useWords();
  const forms = formWords.useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  // What the form stands on: as it was opened, or as it was read again after a conflict.
  const [worker, setWorker] = useState(shown.worker);
  const [refusal, setRefusal] = useState<{ lines: string[]; kept: string }>();
  const base = begun(worker, contractors);

  const readAgain = async (typed: Typed) => {
    const fresh = await taken(api.GET("/workers/{person}", { params: { path: { person: worker.person } } }));
    queries.setQueryData(personKey(worker.person), fresh);
    form.setFieldsValue(rebased(typed, base, begun(fresh, contractors)));
    setWorker(fresh);
  };
  const refused = async (problem: ProblemError, typed: Typed) => {
    const stale = problem.code === "conflict" && problem.fields.length > 0;
    if (stale) await readAgain(typed);
    const elsewhere = showEditFaults(form, problem, form.getFieldsValue(true) as Typed, base);
    const lines = problem.code === "invalid" ? [forms("correct"), ...elsewhere] : [problem.message, ...elsewhere];
    setRefusal({ lines, kept: say(stale ? "theirs" : "kept") });
  };
  const save = async () => {
    // Also of what does not stand open: a field that was folded away keeps what was typed.
    const typed = form.getFieldsValue(true) as Typed;
    setRefusal(undefined);
    const changes = changesOf(typed, base);
    if (changesNothing(changes) || worker.edit == null) {
      void message.info(say("nothing"));
      return;
    }
    onBusy(true);
    try {
      const { engagement, as_read } = worker.edit;
      await taken(api.PATCH("/engagements/{engagement}", { params: { path: { engagement } }, body: { changes, as_read } }));
      void message.success(say("saved"));
      onEdited();
      onClose();
    } catch (thrown) {
      await refused(asProblem(thrown), typed).catch((failed: unknown) =>
        setRefusal({ lines: [asProblem(failed).message], kept: say("kept") }),
      );
    } finally {
      onBusy(false);
    }
  };
  return (
    <>
      {refusal !== undefined && (
        <Alert type="error" showIcon role="alert" title={refusal.lines.join(" ")} description={refusal.kept} />
      )}
      <Form<Typed>
        name="worker-edit"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={base}
        onFinish={() => void save()}
      >
        <EditFields worker={worker} crews={crews} contractors={contractors} />
      </Form>
    </>
  );
}
