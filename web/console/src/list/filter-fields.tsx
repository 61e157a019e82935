/** The fields above a list that narrow it. */
import { FilterOutlined } from "@ant-design/icons";
import { Input, Select } from "antd";
import { useId, useState, type ReactNode, type Ref } from "react";
import type { InputRef } from "antd";

import { Folded } from "../shell/folded";
import { listWords } from "./words";
import "./filter-fields.css";

export interface FilterBarProps {
  /** What always stands there: the search, a choice of states. */
  children?: ReactNode;
  /** The fields that a phone keeps behind one button, and how many of them are set. */
  more?: ReactNode;
  set?: number;
}

export function FilterBar({ children, more, set = 0 }: FilterBarProps) {
  const say = listWords.useWords();
  return (
    <div className="filters" role="search">
      {children}
      {more !== undefined && (
        <Folded icon={<FilterOutlined />} label={set === 0 ? say("filters") : say("filtersSet", { n: set })}>
          {more}
        </Folded>
      )}
    </div>
  );
}

export interface FilterSelectProps {
  label: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
  all?: string;
}

/** One of a few; "all" stands first. */
export function FilterSelect({ label, value, options, onChange, all }: FilterSelectProps) {
  const say = listWords.useWords();
  const id = useId();
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        value={value ?? ""}
        options={[{ value: "", label: all ?? say("all") }, ...options]}
        onChange={(next: string) => onChange(next === "" ? undefined : next)}
        popupMatchSelectWidth={false}
      />
    </div>
  );
}

export interface FilterSearchProps {
  label: string;
  placeholder: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  field?: Ref<InputRef>;
}

/** A text to look for; asked for on Enter or when the field is left. */
export function FilterSearch({ label, placeholder, value, onChange, field }: FilterSearchProps) {
  const id = useId();
  const [typed, setTyped] = useState({ from: value, text: value ?? "" });
  // A value changed from outside (a link, "clear") replaces what was typed.
  if (typed.from !== value) setTyped({ from: value, text: value ?? "" });
  const ask = () => onChange(typed.text.trim() || undefined);
  return (
    <div className="filter filter-whole">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        ref={field}
        type="search"
        autoComplete="off"
        placeholder={placeholder}
        value={typed.text}
        onChange={(event) => setTyped({ from: value, text: event.target.value })}
        onPressEnter={ask}
        onBlur={ask}
        allowClear
        onClear={() => onChange(undefined)}
      />
    </div>
  );
}

/** A day; the browser's own picker. */
export function FilterDay({ label, value, onChange }: Omit<FilterSelectProps, "options" | "all">) {
  const id = useId();
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <Input id={id} type="date" value={value ?? ""} onChange={(event) => onChange(event.target.value || undefined)} />
    </div>
  );
}
