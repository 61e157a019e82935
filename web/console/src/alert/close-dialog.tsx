/** Closing an alert: what was done, and how it ended. */
import { Form, Radio } from "antd";

import { api, taken, type Alert, type Outcome } from "@sitewarden/kit/api";

import { typedTenths } from "../check/temperature";
import { TemperatureField } from "../check/temperature-field";
import { AskingDialog } from "../form/asking-dialog";
import { ReasonField } from "../form/asking-fields";
import { alertWords } from "./words";

interface Typed {
  action: string;
  outcome: Outcome;
  /** Asked for of someone found fit. */
  temperature?: string;
}

const fields = ["action", "outcome", "temperature"] as const;

export interface CloseDialogProps {
  alert: Alert | undefined;
  onClose: () => void;
  onClosed: (alert: Alert) => void;
  /** Something is different from what is shown: ask anew. */
  onStale: () => void;
}

export function CloseDialog({ alert, onClose, onClosed, onStale }: CloseDialogProps) {
  const say = alertWords.useWords();
  const [form] = Form.useForm<Typed>();
  const close = async (asked: Alert, { action, outcome, temperature }: Typed) => {
    const measured = outcome === "fit" ? typedTenths(temperature ?? "") : undefined;
    const body = { action: action.trim(), outcome, temperature: measured ?? null, as_of: asked.as_of };
    onClosed(await taken(api.POST("/alerts/{alert}/close", { params: { path: { alert: asked.id } }, body })));
  };
  return (
    <AskingDialog<Typed>
      name="close-alert"
      form={form}
      open={alert !== undefined}
      title={say("closeTitle")}
      lead={alert !== undefined && `${alert.kind_text} · ${alert.text}`}
      go={say("save")}
      fields={fields}
      send={async (typed) => {
        if (alert !== undefined) await close(alert, typed);
      }}
      onDone={() => {}}
      onClose={onClose}
      onRefused={(problem) => {
        if (problem.code === "conflict") onStale();
      }}
      kept={say("kept")}
    >
      {alert !== undefined && <ClosingFields alert={alert} />}
    </AskingDialog>
  );
}

function ClosingFields({ alert }: { alert: Alert }) {
  const say = alertWords.useWords();
  const outcome = Form.useWatch("outcome", Form.useFormInstance<Typed>());
  return (
    <>
      <ReasonField
        autoFocus
        name="action"
        rows={3}
        most={500}
        label={say("action")}
        placeholder={say(placeholders[alert.kind] ?? "actionPlaceholder")}
        short={say("actionShort")}
      />
      <Form.Item
        name="outcome"
        label={say("outcome")}
        extra={say(hint(alert, outcome))}
        rules={[{ required: true, message: say("outcomeMissing") }]}
      >
        <Radio.Group vertical options={alert.outcomes.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      {outcome === "fit" && <TemperatureField />}
    </>
  );
}

const placeholders: Partial<Record<Alert["kind"], "actionPlaceholderHit" | "actionPlaceholderTakenBack">> = {
  hit: "actionPlaceholderHit",
  taken_back: "actionPlaceholderTakenBack",
};

type Hint = "fitHint" | "heldHint" | "hitHint" | "leftHint" | "mistypedHint" | "unclearHint";

/** What follows from an outcome, for the one it is about. */
function hint(alert: Alert, outcome: Outcome | undefined): Hint {
  if (!alert.at_work) return "leftHint";
  if (alert.kind === "hit") return "hitHint";
  if (alert.kind === "taken_back") {
    return outcome === undefined || outcome === "mistyped" ? "mistypedHint" : "unclearHint";
  }
  return outcome === undefined || outcome === "fit" ? "fitHint" : "heldHint";
}
