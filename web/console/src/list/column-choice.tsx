/** Choosing the columns of a list. */
import { TableOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";

import { mayHide } from "./columns";
import type { Column } from "./rows";
import { listWords } from "./words";

export interface ColumnChoiceProps<T> {
  all: Column<T>[];
  chosen: string[];
  onChoose: (keys: string[]) => void;
}

export function ColumnChoice<T>({ all, chosen, onChoose }: ColumnChoiceProps<T>) {
  const say = listWords.useWords();
  const choice = (
    <Checkbox.Group
      className="column-choice"
      aria-label={say("columns")}
      value={chosen}
      options={all.map(({ key, head }) => ({ value: key, label: head, disabled: !mayHide(all, key) }))}
      onChange={onChoose}
    />
  );
  return (
    <Popover content={choice} trigger="click" placement="bottomRight">
      <Button icon={<TableOutlined />}>{say("columns")}</Button>
    </Popover>
  );
}
