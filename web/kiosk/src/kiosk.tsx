/** The gate's screen: the camera beside, and one answer at a time. */
import { spoken, useLanguage } from "@sitewarden/kit/i18n";
import { useState } from "react";
import { AnswerScreen } from "./answer/answer-screen";
import { lookOf } from "./answer/look";
import { CameraPane } from "./camera/camera-pane";
import { useLamp } from "./camera/use-lamp";
import { useSource } from "./camera/use-source";
import { Corner } from "./idle/corner";
import { Guidance } from "./idle/guidance";
import { Masthead, Side } from "./idle/idle";
import { useGate } from "./shell/use-gate";
import { useVoice } from "./voice/use-voice";
import { scanned } from "./ways/scanner";
import { useScanner } from "./ways/use-scanner";
import { WaysPanel } from "./ways/ways-panel";

export function Kiosk() {
  const language = useLanguage();
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const picture = useSource(video);
  const live = picture.state === "live";
  const { turn, send, type, cancel, putAway } = useGate(video, live);
  const { shown } = turn;
  const lit = turn.ask === "too_dark";
  useLamp(lit);
  useVoice(shown);
  useScanner((text) => {
    const found = scanned(text);
    if ("code" in found) send({ type: "code", text: found.code });
    else send({ type: "number", kind: "resident_id", number: found.number, camera: live });
  });
  const open = turn.typing && turn.link === "open";
  return (
    <main
      className="kiosk"
      data-link={turn.link}
      data-look={shown ? lookOf(shown.answer) : undefined}
      data-lit={lit}
    >
      <Masthead turn={turn} />
      <CameraPane video={setVideo} picture={picture} box={turn.box} small={shown !== null} />
      <Guidance turn={open ? { ...turn, problem: null } : turn} live={live} openWays={open ? null : type} />
      {open ? (
        <WaysPanel
          live={live}
          claim={turn.claim?.text ?? null}
          problem={turn.problem?.words ?? null}
          submit={(kind, number) => send({ type: "number", kind, number, camera: live })}
          close={cancel}
        />
      ) : (
        <Side turn={turn} openWays={type} cancel={cancel} />
      )}
      <Corner turn={turn} />
      {shown && <AnswerScreen shown={shown} declareSvg={turn.gate?.declare_svg} putAway={putAway} openWays={type} />}
      <p className="only-heard" role="status" aria-live="assertive">
        {shown ? [shown.answer.shown_name, spoken(shown.answer.say, language)].filter(Boolean).join("，") : ""}
      </p>
    </main>
  );
}
