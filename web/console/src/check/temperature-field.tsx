/** The temperature staff measured, as a field of a form: `temperature`, in the words it was typed in. */
import { Form, Input } from "antd";

import { possible, typedTenths } from "./temperature";
import { checkWords } from "./words";

export interface TemperatureFieldProps {
  /** What follows from what was typed. */
  hint?: string | undefined;
}

export function TemperatureField({ hint }: TemperatureFieldProps) {
  const say = checkWords.useWords();
  return (
    <Form.Item
      name="temperature"
      label={say("temperature")}
      extra={hint}
      rules={[
        {
          validator: (_, typed?: string) =>
            possible(typedTenths(typed ?? "")) ? Promise.resolve() : Promise.reject(new Error(say("temperatureWrong"))),
        },
      ]}
    >
      <Input
        inputMode="decimal"
        autoComplete="off"
        suffix="℃"
        maxLength={8}
        placeholder={say("temperaturePlaceholder")}
        className="temperature-field"
      />
    </Form.Item>
  );
}
