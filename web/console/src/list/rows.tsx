/** Rows of a list: a table where there is room, cards on a phone. */
import { Button } from "antd";
import type { ReactNode } from "react";

import { Empty } from "../shell/empty";
import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import type { List } from "./use-list";
import { listWords } from "./words";
import "./rows.css";

/** One column: its head, and what stands in it. */
export interface Column<T> {
  key: string;
  head: string;
  cell: (row: T) => ReactNode;
  /** Numbers stand to the right. */
  number?: boolean;
  /** Never broken over lines: times, numbers, short words. */
  tight?: boolean;
  /** Says what it is by itself: on a phone it stands without its head, beside others of its kind. */
  brief?: boolean;
  /** Not shown until it is chosen. */
  extra?: boolean;
  /** Left out on a phone, where it says nothing new. */
  wide?: boolean;
}

export interface RowsProps<T> {
  /** What the table is called for those who hear it. */
  label: string;
  list: List<T>;
  columns: Column<T>[];
  id: (row: T) => string;
  /** Shown when there is nothing at all; with filters set, "nothing found" is said instead. */
  empty: ReactNode;
  filtered?: boolean;
  onClear?: () => void;
  /** Marks a row: chosen by keyboard, or overdue. */
  mark?: (row: T) => string | undefined;
  /** Without the foot that counts and asks for more. */
  plain?: boolean;
}

export function Rows<T>(props: RowsProps<T>) {
  const { list, empty, filtered = false, onClear, plain = false } = props;
  const say = listWords.useWords();
  if (list.loading) return <Loading />;
  if (list.thrown !== null && list.items.length === 0) {
    return <Failure thrown={list.thrown} retry={list.retry} {...(filtered && { kept: say("keptFilters") })} />;
  }
  if (list.items.length === 0) {
    if (!filtered) return <>{empty}</>;
    return (
      <Empty title={say("nothing")}>
        <p className="soft">{say("nothingHint")}</p>
        {onClear !== undefined && <Button onClick={onClear}>{say("clearFilters")}</Button>}
      </Empty>
    );
  }
  return (
    <div aria-busy={list.stale} className={list.stale ? "rows-stale" : undefined}>
      <Table {...props} />
      {list.thrown !== null && <Failure thrown={list.thrown} retry={list.retry} kept={say("keptList")} />}
      {!plain && <Foot list={list} />}
    </div>
  );
}

function Foot<T>({ list }: { list: List<T> }) {
  const say = listWords.useWords();
  return (
    <footer className="rows-foot">
      <span className="soft digits">{say("shown", { n: list.items.length })}</span>
      {list.hasMore ? (
        <Button loading={list.loadingMore} onClick={list.more}>
          {say("more")}
        </Button>
      ) : (
        <span className="soft">{say("end")}</span>
      )}
    </footer>
  );
}

function look<T>({ number, tight, brief, wide }: Column<T>): string {
  return [number && "rows-number", tight && "rows-tight", brief && "rows-brief", wide && "rows-wide"]
    .filter(Boolean)
    .join(" ");
}

function Table<T>({ label, list, columns, id, mark }: RowsProps<T>) {
  return (
    <table className="rows" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={column.number ? "rows-number" : undefined}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {list.items.map((row) => (
          <tr key={id(row)} id={`row-${id(row)}`} className={mark?.(row)}>
            {columns.map((column) => (
              <td
                key={column.key}
                data-head={column.head}
                className={look(column)}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
