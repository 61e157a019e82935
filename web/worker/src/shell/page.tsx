/** The frame of every page: where one is, the way back, larger letters, the other language. */
import { chooseLanguage, useLanguage } from "@sitewarden/kit/i18n";
import type { ReactNode } from "react";
import { useOnline } from "./line";
import { back } from "./route";
import { chooseLarge, useLarge } from "./size";
import { shellWords } from "./words";

interface Props {
  title: string;
  /** Without a way back this is a page one starts from. */
  start?: boolean;
  /** Where back leads, when not to the page before. */
  onBack?: () => void;
  /** Stands at the foot of the page and stays in sight. */
  foot?: ReactNode;
  children: ReactNode;
}

export function Page({ title, start = false, onBack = back, foot, children }: Props) {
  const say = shellWords.useWords();
  const language = useLanguage();
  const large = useLarge();
  const online = useOnline();
  return (
    <div className="page">
      <header className="bar">
        {start ? null : (
          <button type="button" className="bar-button" onClick={onBack} aria-label={say("back")}>
            <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
              <path d="M15 5l-7 7 7 7" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" strokeLinejoin="round" />
            </svg>
          </button>
        )}
        <h1>{title}</h1>
        <button type="button" className="bar-button" aria-pressed={large} onClick={() => chooseLarge(!large)}>
          {say("large")}
        </button>
        <button
          type="button"
          className="bar-button"
          lang={language === "en" ? "zh-CN" : "en"}
          onClick={() => chooseLanguage(language === "en" ? "zh-CN" : "en")}
        >
          {say("language")}
        </button>
      </header>
      {!online && (
        <p className="strip" role="status">
          {say("offline")}
        </p>
      )}
      <main className="content">{children}</main>
      {foot && <div className="foot">{foot}</div>}
    </div>
  );
}
