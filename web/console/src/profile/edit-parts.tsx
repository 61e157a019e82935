/** The kinds of fields that a version is made of. */
import { Form, Input, InputNumber, Select } from "antd";
import type { ReactNode } from "react";

import { useRequired } from "../form/adding-drawer";
import { Card } from "../shell/page";
import { profileWords } from "./words";

type Name = (string | number)[];

export function Group({ title, children }: { title: string; children: ReactNode }) {
  return <Card title={title}>{children}</Card>;
}

export interface WordsFieldProps {
  name: Name;
  label: string;
  /** Lines, of what takes several. */
  rows?: number;
  optional?: boolean;
  hint?: string;
}

/** A text in both languages, side by side. */
export function WordsField({ name, label, rows, optional = false, hint }: WordsFieldProps) {
  const say = profileWords.useWords();
  const required = useRequired();
  const rules = optional ? [] : required;
  const control = (lang: string) =>
    rows === undefined ? <Input autoComplete="off" lang={lang} /> : <Input.TextArea rows={rows} lang={lang} />;
  return (
    <div className="profile-words">
      <Form.Item name={[...name, "zh"]} label={`${label} · ${say("chinese")}`} rules={rules} {...(hint !== undefined && { extra: hint })}>
        {control("zh-CN")}
      </Form.Item>
      <Form.Item name={[...name, "en"]} label={`${label} · ${say("english")}`} rules={rules}>
        {control("en")}
      </Form.Item>
    </div>
  );
}

export interface NumberFieldProps {
  name: Name;
  label: string;
  least?: number;
  step?: number;
  optional?: boolean;
}

export function NumberField({ name, label, least = 0, step = 1, optional = false }: NumberFieldProps) {
  const say = profileWords.useWords();
  const rules = optional ? [] : [{ required: true, message: say("needsNumber") }];
  return (
    <Form.Item name={name} label={label} rules={rules}>
      <InputNumber min={least} step={step} inputMode={step < 1 ? "decimal" : "numeric"} />
    </Form.Item>
  );
}

const EFFECTS = ["clear", "hold", "barred"] as const;

export function EffectField({ name, label }: { name: Name; label: string }) {
  const say = profileWords.useWords();
  return (
    <Form.Item name={name} label={label}>
      <Select options={EFFECTS.map((value) => ({ value, label: say(value) }))} />
    </Form.Item>
  );
}
