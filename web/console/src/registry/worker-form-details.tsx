/** What may be said of a worker beyond who they are: certificate, whom to call, where they sleep. */
import { Collapse, Form, Input, Select } from "antd";

import { choices, useCodes } from "./codes";
import { registryWords } from "./words";

/** The fields of it, in the order they stand in. */
export const detailFields = [
  "certificate_kind",
  "certificate_number",
  "certificate_issued_on",
  "certificate_expires_on",
  "emergency_name",
  "emergency_relation",
  "emergency_phone",
  "building",
  "room",
] as const;

export function WorkerFormDetails() {
  const say = registryWords.useWords();
  return (
    <Collapse
      ghost
      // A fault in a part that is folded has its field to stand at.
      items={[
        { key: "certificate", label: say("certificate"), forceRender: true, children: <CertificateFields /> },
        { key: "emergency", label: say("emergency"), forceRender: true, children: <EmergencyFields /> },
        { key: "room", label: say("dormitory"), forceRender: true, children: <RoomFields /> },
      ]}
    />
  );
}

function CertificateFields() {
  const say = registryWords.useWords();
  const codes = useCodes();
  return (
    <>
      <Form.Item name="certificate_kind" label={say("certificateKind")}>
        <Select allowClear options={choices(codes, "certificate_kinds")} />
      </Form.Item>
      <Form.Item name="certificate_number" label={say("certificateNumber")}>
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item name="certificate_issued_on" label={say("issuedOn")}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="certificate_expires_on" label={say("expiresOn")}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}

function EmergencyFields() {
  const say = registryWords.useWords();
  const codes = useCodes();
  return (
    <>
      <Form.Item name="emergency_name" label={say("emergencyName")}>
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item name="emergency_relation" label={say("relation")}>
        <Select allowClear options={choices(codes, "relations")} />
      </Form.Item>
      <Form.Item name="emergency_phone" label={say("emergencyPhone")} extra={say("emergencyPhoneHint")}>
        <Input autoComplete="off" inputMode="tel" />
      </Form.Item>
    </>
  );
}

function RoomFields() {
  const say = registryWords.useWords();
  return (
    <>
      <Form.Item name="building" label={say("building")}>
        <Input autoComplete="off" maxLength={20} />
      </Form.Item>
      <Form.Item name="room" label={say("room")}>
        <Input autoComplete="off" maxLength={20} />
      </Form.Item>
    </>
  );
}
