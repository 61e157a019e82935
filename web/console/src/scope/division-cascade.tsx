/** Any division of the country, level by level, each asked for as it is opened. */
import { Cascader } from "antd";
import { useEffect, useState } from "react";

import { api, taken } from "@sitewarden/kit/api";

import { scopeWords } from "./words";

interface Option {
  value: string;
  label: string;
  isLeaf: boolean;
  children?: Option[];
}

/** A community has nothing in it. */
const option = ({ code, name }: { code: string; name: string }): Option => ({ value: code, label: name, isLeaf: code.length === 12 });

export interface DivisionCascadeProps {
  id?: string;
  value?: string[];
  onChange?: (codes: string[]) => void;
}

export function DivisionCascade({ id, value, onChange }: DivisionCascadeProps) {
  const say = scopeWords.useWords();
  const [options, setOptions] = useState<Option[]>([]);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    taken(api.GET("/divisions")).then(
      (provinces) => setOptions(provinces.map(option)),
      () => setFailed(true),
    );
  }, []);
  const open = async (opened: Option[]) => {
    const last = opened.at(-1);
    if (last === undefined) return;
    try {
      const { children } = await taken(api.GET("/divisions/{code}", { params: { path: { code: last.value } } }));
      last.children = children.map(option);
      last.isLeaf = children.length === 0;
      setOptions((all) => [...all]);
    } catch {
      setFailed(true);
    }
  };
  return (
    <Cascader
      {...(id !== undefined && { id })}
      {...(value !== undefined && { value })}
      options={options}
      loadData={(opened) => void open(opened as Option[])}
      onChange={(codes) => onChange?.((codes ?? []) as string[])}
      changeOnSelect
      allowClear
      notFoundContent={say(failed ? "listFailed" : "noDivision")}
    />
  );
}
