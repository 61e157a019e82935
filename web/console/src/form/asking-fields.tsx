/** The two fields that are asked for before something that stands in the audit log: why, and by whose password. */
import { Form, Input } from "antd";

import { useRequired } from "./adding-drawer";
import { formWords } from "./words";

export interface ReasonFieldProps {
  label: string;
  placeholder: string;
  /** What it is called on the wire. */
  name?: string;
  rows?: number;
  most?: number;
  autoFocus?: boolean;
  /** Said when it is too short. */
  short?: string;
}

/** Why, in one's own words: at least four characters. */
export function ReasonField({ label, placeholder, name = "reason", rows = 2, most = 200, autoFocus = false, short }: ReasonFieldProps) {
  const say = formWords.useWords();
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[{ required: true, min: 4, whitespace: true, message: short ?? say("reasonShort") }]}
    >
      <Input.TextArea autoFocus={autoFocus} rows={rows} maxLength={most} placeholder={placeholder} />
    </Form.Item>
  );
}

/** One's own password once more. */
export function PasswordField() {
  const say = formWords.useWords();
  const required = useRequired();
  return (
    <Form.Item name="password" label={say("ownPassword")} rules={required}>
      <Input.Password autoComplete="current-password" />
    </Form.Item>
  );
}
