/** The head of a page: what it is, what can be done here. */
import { useEffect, type ReactNode } from "react";

import { shellWords } from "./words";
import "./page.css";

export interface PageProps {
  title: string;
  /** One sentence under the title. */
  lead?: ReactNode;
  /** Buttons of the whole page. */
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, lead, actions, children }: PageProps) {
  const say = shellWords.useWords();
  useEffect(() => {
    document.title = `${title} · ${say("name")}`;
  }, [title, say]);
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {lead !== undefined && <p className="soft">{lead}</p>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export interface CardProps {
  title: ReactNode;
  extra?: ReactNode;
  /** By which the page's layout knows it. */
  name?: string;
  children: ReactNode;
}

/** One part of a page on its own surface. */
export function Card({ title, extra, name, children }: CardProps) {
  return (
    <section className={name === undefined ? "card" : `card card-${name}`}>
      <header className="card-head">
        <h2>{title}</h2>
        {extra}
      </header>
      {children}
    </section>
  );
}
