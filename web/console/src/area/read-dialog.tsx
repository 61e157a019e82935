/** Saying where a place is: a division, level by level, or none. */
import { App, Checkbox, Form } from "antd";

import { api, taken, type UnreadPlace } from "@sitewarden/kit/api";
import { count } from "@sitewarden/kit/format";

import { AskingDialog } from "../form/asking-dialog";
import { DivisionCascade } from "../scope/division-cascade";
import { areaWords } from "./words";

interface Reading {
  division?: string[];
  whole?: boolean;
}

export interface ReadDialogProps {
  place: UnreadPlace;
  onDone: () => void;
  onClose: () => void;
}

export function ReadDialog({ place, onDone, onClose }: ReadDialogProps) {
  const say = areaWords.useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Reading>();
  const send = async ({ division, whole }: Reading) => {
    const body = { division: division?.at(-1) ?? null, whole: whole ?? false };
    const { freed, held } = await taken(api.PUT("/unread-places/{place}", { params: { path: { place: place.id } }, body }));
    void message.success(say("readDone", { freed: count(freed), held: count(held) }));
  };
  return (
    <AskingDialog<Reading>
      name="read-place"
      form={form}
      open
      title={say("readTitle", { text: place.text })}
      lead={say("readLead")}
      go={say("readGo")}
      fields={["division", "whole"]}
      send={send}
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="division" label={say("division")} extra={say("divisionHint")}>
        <DivisionCascade />
      </Form.Item>
      {place.areas > 0 && (
        <Form.Item name="whole" valuePropName="checked">
          <Checkbox>{say("wholeOf")}</Checkbox>
        </Form.Item>
      )}
    </AskingDialog>
  );
}
