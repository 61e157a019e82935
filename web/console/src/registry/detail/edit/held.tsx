/** Something on record that is masked or goes as a whole: it stays, something else takes its place, or it goes. */
import { Form, Radio } from "antd";
import type { ReactNode } from "react";

import type { Act, Typed } from "./changes";

export interface HeldProps {
  name: "phone_act" | "contact_act" | "room_act";
  label: string;
  /** What is on record, as lists show it; none: there is nothing to keep or take away. */
  held: string | undefined;
  choices: Record<Act, string>;
  /** The fields of what takes its place. */
  children: ReactNode;
  /** The fields of taking it away. */
  leaving?: ReactNode;
}

export function Held({ name, label, held, choices, children, leaving }: HeldProps) {
  const act = Form.useWatch<Act | undefined>(name, { form: Form.useFormInstance<Typed>(), preserve: true });
  const open = held === undefined ? "put" : act;
  return (
    <fieldset className="edit-part">
      <legend>{label}</legend>
      {held !== undefined && (
        <Form.Item name={name}>
          <Radio.Group
            vertical
            aria-label={label}
            options={(["keep", "put", "clear"] as const).map((value) => ({ value, label: choices[value] }))}
          />
        </Form.Item>
      )}
      {open === "put" && children}
      {open === "clear" && leaving}
    </fieldset>
  );
}
