/** A group of a profile's values: what each is, and what it says. */
import type { ReactNode } from "react";

import { Card } from "../shell/page";

export interface Fact {
  name: string;
  /** Left out where it says nothing. */
  value: ReactNode | undefined;
}

export function Facts({ title, facts }: { title: string; facts: Fact[] }) {
  const said = facts.filter(({ value }) => value !== undefined && value !== "");
  if (said.length === 0) return null;
  return (
    <Card title={title}>
      <dl className="profile-facts">
        {said.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** Several things under one name, each with what follows from it. */
export function Several({ lines }: { lines: { key: string; text: string; note?: string }[] }) {
  return (
    <ul className="profile-several">
      {lines.map(({ key, text, note }) => (
        <li key={key}>
          {text}
          {note !== undefined && <small className="soft"> {note}</small>}
        </li>
      ))}
    </ul>
  );
}
