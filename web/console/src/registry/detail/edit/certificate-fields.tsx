/** The certificates of one worker in the form: renewed, taken away, one more. */
import { DeleteOutlined, EditOutlined, PlusOutlined, UndoOutlined } from "@ant-design/icons";
import { Button, Form, Input, Select } from "antd";

import { choices, useCodes } from "../../codes";
import { registryWords } from "../../words";
import type { Typed, TypedCertificate } from "./changes";
import { editWords } from "./words";

export function CertificatesFields() {
  const say = editWords.useWords();
  return (
    <fieldset className="edit-part">
      <legend>{say("certificatePart")}</legend>
      <Form.List name="certificates">
        {(fields, { add, remove }, { errors }) => (
          <>
            {fields.map(({ name, key }) => (
              <One key={key} at={name} drop={() => remove(name)} />
            ))}
            <Form.ErrorList errors={errors} />
            <Button icon={<PlusOutlined />} onClick={() => add({ number: "" })}>
              {say(fields.length === 0 ? "addCertificate" : "oneMoreCertificate")}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

function One({ at, drop }: { at: number; drop: () => void }) {
  const say = editWords.useWords();
  const form = Form.useFormInstance<Typed>();
  const one: TypedCertificate | undefined = Form.useWatch(["certificates", at], { form, preserve: true });
  const put = (change: Partial<TypedCertificate>) => form.setFieldValue(["certificates", at], { ...one, ...change });
  const held = one?.id !== undefined;
  const removed = one?.removed === true;
  return (
    <div className="edit-certificate">
      {held && (
        <div className="edit-certificate-head">
          <span className={removed ? "edit-goes" : undefined}>
            {one.held} <span className="digits">{one.expires_on}</span>
          </span>
          {removed && <small className="soft">{say("goes")}</small>}
          <span className="row-of-buttons">
            {!removed && one.open !== true && (
              <Button size="small" icon={<EditOutlined />} onClick={() => put({ open: true })}>
                {say("renew")}
              </Button>
            )}
            <Button
              size="small"
              icon={removed ? <UndoOutlined /> : <DeleteOutlined />}
              onClick={() => put({ removed: !removed })}
            >
              {say(removed ? "restore" : "remove")}
            </Button>
          </span>
        </div>
      )}
      {!removed && (!held || one.open === true) && <Fields at={at} held={held} />}
      {!held && (
        <Button size="small" icon={<DeleteOutlined />} onClick={drop}>
          {say("remove")}
        </Button>
      )}
    </div>
  );
}

function Fields({ at, held }: { at: number; held: boolean }) {
  const registry = registryWords.useWords();
  const say = editWords.useWords();
  const codes = useCodes();
  return (
    <>
      <Form.Item name={[at, "kind"]} label={registry("certificateKind")}>
        <Select allowClear options={choices(codes, "certificate_kinds")} />
      </Form.Item>
      <Form.Item name={[at, "number"]} label={registry("certificateNumber")} extra={held ? say("numberKept") : undefined}>
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item name={[at, "issued_on"]} label={registry("issuedOn")}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name={[at, "expires_on"]} label={registry("expiresOn")}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}
