/** The fields of someone's details at their site. */
import { AutoComplete, Form, Input, Select } from "antd";

import type { Contractor, Crew, WorkerDetail } from "@sitewarden/kit/api";

import { useRequired } from "../../../form/adding-drawer";
import { choices, useCodes } from "../../codes";
import { registryWords } from "../../words";
import { CertificatesFields } from "./certificate-fields";
import { editedEngagement } from "./changes";
import { Held } from "./held";
import { editWords } from "./words";

export interface EditFieldsProps {
  worker: WorkerDetail;
  crews: Crew[];
  contractors: Contractor[];
}

export function EditFields({ worker, crews, contractors }: EditFieldsProps) {
  return (
    <>
      <WorkFields worker={worker} crews={crews} contractors={contractors} />
      <PhoneFields worker={worker} />
      <ContactFields worker={worker} />
      <RoomFields worker={worker} />
      <CertificatesFields />
    </>
  );
}

function WorkFields({ worker, crews, contractors }: EditFieldsProps) {
  const say = editWords.useWords();
  const registry = registryWords.useWords();
  const codes = useCodes();
  const current = contractors.filter((one) => one.ended_on == null);
  return (
    <fieldset className="edit-part">
      <legend>{say("work")}</legend>
      <Form.Item name="crew" label={registry("crew")} extra={say("crewHint")}>
        <AutoComplete
          allowClear
          options={crews.map((crew) => ({ value: crew.name }))}
          showSearch={{ filterOption: (typed, option) => String(option?.value ?? "").includes(typed) }}
        />
      </Form.Item>
      {(current.length > 0 || editedEngagement(worker)?.contractor != null) && (
        <Form.Item name="contractor" label={registry("contractor")}>
          <Select
            allowClear
            options={current.map(({ organisation }) => ({ value: organisation.uscc, label: organisation.name }))}
          />
        </Form.Item>
      )}
      <Form.Item name="worker_kind" label={registry("workerKind")}>
        <Select options={choices(codes, "worker_kinds")} />
      </Form.Item>
      <Form.Item name="trade" label={registry("trade")}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          options={choices(codes, "trades").map(({ value, label }) => ({ value, label: `${label} ${value}` }))}
        />
      </Form.Item>
      {editedEngagement(worker)?.state === "active" && (
        <Form.Item name="entered_on" label={say("enteredOn")}>
          <Input type="date" />
        </Form.Item>
      )}
    </fieldset>
  );
}

function PhoneFields({ worker }: { worker: WorkerDetail }) {
  const say = editWords.useWords();
  const held = worker.phone ?? undefined;
  const required = useRequired();
  return (
    <Held name="phone_act" label={say("phonePart")} held={held} choices={useActs(held)}>
      <Form.Item name="phone" label={say("newPhone")} rules={held === undefined ? [] : required}>
        <Input autoComplete="off" inputMode="tel" />
      </Form.Item>
    </Held>
  );
}

function ContactFields({ worker }: { worker: WorkerDetail }) {
  const say = editWords.useWords();
  const registry = registryWords.useWords();
  const codes = useCodes();
  const contact = worker.emergency;
  const held = contact == null ? undefined : `${contact.name} ${contact.number}`;
  return (
    <Held name="contact_act" label={say("contactPart")} held={held} choices={useActs(held)}>
      <Form.Item name="emergency_name" label={registry("emergencyName")}>
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item name="emergency_relation" label={registry("relation")}>
        <Select allowClear options={choices(codes, "relations")} />
      </Form.Item>
      <Form.Item name="emergency_phone" label={registry("emergencyPhone")} extra={registry("emergencyPhoneHint")}>
        <Input autoComplete="off" inputMode="tel" />
      </Form.Item>
    </Held>
  );
}

function RoomFields({ worker }: { worker: WorkerDetail }) {
  const say = editWords.useWords();
  const registry = registryWords.useWords();
  const { room } = worker;
  const held = room == null ? undefined : `${room.building}-${room.room}`;
  const acts = { ...useActs(held), put: say("moveIn"), clear: say("moveOut") };
  return (
    <Held
      name="room_act"
      label={say("roomPart")}
      held={held}
      choices={acts}
      leaving={
        <Form.Item name="left_on" label={say("movedOutOn")}>
          <Input type="date" />
        </Form.Item>
      }
    >
      <Form.Item name="building" label={registry("building")}>
        <Input autoComplete="off" maxLength={20} />
      </Form.Item>
      <Form.Item name="room" label={registry("room")}>
        <Input autoComplete="off" maxLength={20} />
      </Form.Item>
      <Form.Item name="moved_on" label={say("movedInOn")}>
        <Input type="date" />
      </Form.Item>
    </Held>
  );
}

function useActs(held: string | undefined) {
  const say = editWords.useWords();
  return { keep: say("keep", { held: held ?? say("noneHeld") }), put: say("put"), clear: say("clear") };
}
