/** One full-screen answer: colour, icon, who, and words big enough for two metres. */
import { spoken, useLanguage } from "@sitewarden/kit/i18n";
import { StateIcon } from "@sitewarden/kit/state-mark";
import { useLayoutEffect, useState } from "react";
import { Svg } from "../shell/svg";
import { words } from "../shell/words";
import { lookOf } from "./look";
import type { Shown } from "./turn";
import "./answer.css";

const HEADLINES = { clear: "pass", hold: "hold", barred: "refuse", unknown: "unknown" } as const;

/** More than this nobody reads in passing; the gravest come first. */
const MOST_GROUNDS = 3;

export function AnswerScreen({ shown, declareSvg }: { shown: Shown; declareSvg: string | undefined }) {
  const say = words.useWords();
  const language = useLanguage();
  const { answer } = shown;
  const look = lookOf(answer);
  const shownAfter = useShownAfter(shown);
  const sentences = [...new Set(answer.grounds.map((ground) => spoken(ground.words, language)))];
  return (
    <section
      className="answer"
      data-answer={answer.answer}
      data-look={look}
      data-ground={answer.grounds[0]?.code}
      data-way={answer.way}
      data-recorded={answer.recorded}
      data-took-ms={answer.took_ms === null ? undefined : Math.round(answer.took_ms)}
      data-shown-after-ms={shownAfter ?? undefined}
    >
      <div className="answer-mark">
        <StateIcon state={look} size="100%" />
      </div>
      <div className="answer-words">
        <h1>{say(HEADLINES[look])}</h1>
        {answer.shown_name && <p className="answer-name">{answer.shown_name}</p>}
        {answer.crew && <p className="answer-crew">{answer.crew}</p>}
        {look !== "clear" &&
          sentences.slice(0, MOST_GROUNDS).map((sentence) => (
            <p className="answer-ground" key={sentence}>
              {sentence}
            </p>
          ))}
        {!answer.recorded && <p className="answer-crew">{say("notRecorded")}</p>}
      </div>
      {answer.show_declare_qr && declareSvg && (
        <figure className="answer-qr">
          <Svg markup={declareSvg} label={say("declareHere")} />
          <figcaption>{say("declareHere")}</figcaption>
        </figure>
      )}
    </section>
  );
}

/**
 * The milliseconds from sending the first usable frame to the paint of this answer. A task queued in an animation
 * frame runs after that frame was painted.
 */
function useShownAfter({ serial, since }: Shown): number | null {
  const [measured, setMeasured] = useState<{ serial: number; ms: number } | null>(null);
  useLayoutEffect(() => {
    if (since === null) return;
    const painted = new MessageChannel();
    painted.port1.onmessage = () => setMeasured({ serial, ms: Math.round(performance.now() - since) });
    const frame = requestAnimationFrame(() => painted.port2.postMessage(null));
    return () => {
      cancelAnimationFrame(frame);
      painted.port1.close();
    };
  }, [serial, since]);
  return measured?.serial === serial ? measured.ms : null;
}
