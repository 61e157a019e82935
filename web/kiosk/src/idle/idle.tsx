/** What stands beside the camera while nobody is being answered: clock, site, the QR to declare, the other ways. */
import { chooseLanguage, spoken, useLanguage } from "@sitewarden/kit/i18n";
import type { Turn } from "../answer/turn";
import { Svg } from "../shell/svg";
import { words } from "../shell/words";
import { Clock } from "./clock";

export function Masthead({ turn }: { turn: Turn }) {
  const say = words.useWords();
  const language = useLanguage();
  return (
    <header className="masthead">
      <div className="masthead-site">
        <h1>{turn.gate?.site_name ?? "工地卫士"}</h1>
        <p>{turn.gate?.gate_name ?? "Sitewarden"}</p>
        <button
          type="button"
          className="quiet"
          lang={language === "en" ? "zh-CN" : "en"}
          onClick={() => chooseLanguage(language === "en" ? "zh-CN" : "en")}
        >
          {say("language")}
        </button>
      </div>
      <Clock />
    </header>
  );
}

interface SideProps {
  turn: Turn;
  openWays(): void;
  cancel(): void;
}

export function Side({ turn, openWays, cancel }: SideProps) {
  const say = words.useWords();
  const language = useLanguage();
  const note = turn.gate?.camera_note;
  return (
    <aside className="side">
      {turn.gate && (
        <figure className="declare">
          <Svg markup={turn.gate.declare_svg} label={say("declareHere")} />
          <figcaption>
            <strong>{say("declareHere")}</strong>
            <span>{say("declareHint")}</span>
          </figcaption>
        </figure>
      )}
      {note && <p className="camera-advice">{spoken(note, language)}</p>}
      {turn.link === "open" && (
        <button type="button" className="ways-open" onClick={turn.claim ? cancel : openWays}>
          {say(turn.claim ? "cancel" : "otherWays")}
        </button>
      )}
    </aside>
  );
}
