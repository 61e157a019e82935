/** One full-screen answer: colour, icon, who, and words big enough for three metres. */
import { spoken, useLanguage } from "@sitewarden/kit/i18n";
import { StateIcon } from "@sitewarden/kit/state-mark";
import { Fragment, useLayoutEffect, useRef, useState } from "react";
import { painted } from "../shell/painted";
import { Svg } from "../shell/svg";
import { useFit } from "../shell/use-fit";
import { words } from "../shell/words";
import { lookOf } from "./look";
import type { Shown } from "./turn";
import "./answer.css";

const HEADLINES = { clear: "pass", hold: "hold", barred: "refuse", unknown: "unknown" } as const;

/** More than this nobody reads in passing; the gravest come first. */
const MOST_GROUNDS = 2;

interface Props {
  shown: Shown;
  declareSvg: string | undefined;
  putAway(): void;
  openWays(): void;
}

export function AnswerScreen({ shown, declareSvg, putAway, openWays }: Props) {
  const say = words.useWords();
  const language = useLanguage();
  const { answer } = shown;
  const look = lookOf(answer);
  const shownAfter = useShownAfter(shown);
  const place = useRef<HTMLDivElement>(null);
  useFit(place, `${shown.serial} ${language}`);
  const told = answer.grounds.filter((ground) => ground.code !== "clear").map((ground) => spoken(ground.words, language));
  const sentences = [...new Set(told)].slice(0, MOST_GROUNDS);
  if (!answer.recorded) sentences.push(say("notRecorded"));
  const qr = answer.show_declare_qr && declareSvg;
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
      data-qr={Boolean(qr)}
      onClick={putAway}
    >
      <div className="answer-mark">
        <StateIcon state={look} size="100%" />
      </div>
      <div className="answer-words" ref={place}>
        <h1>{say(HEADLINES[look])}</h1>
        {answer.shown_name && (
          <p className="answer-who">
            <span className="answer-name">{breakable(answer.shown_name)}</span>
            {answer.crew && <span className="answer-crew">{answer.crew}</span>}
          </p>
        )}
        {sentences.map((sentence) => (
          <p className="answer-ground" key={sentence}>
            {sentence}
          </p>
        ))}
        {look === "unknown" && (
          <button type="button" className="answer-ways" onClick={openWays}>
            {say("otherWays")}
          </button>
        )}
      </div>
      {qr && (
        <figure className="answer-qr">
          <Svg markup={declareSvg} label={say("declareHere")} />
          <figcaption>{say("declareHere")}</figcaption>
        </figure>
      )}
    </section>
  );
}

/** A name that may go on in the next line after its dots. */
function breakable(name: string) {
  return name.split(/(.*?·)/).map((part, at) => (
    <Fragment key={at}>
      {part}
      {part.endsWith("·") && <wbr />}
    </Fragment>
  ));
}

/** The milliseconds from sending the first usable frame to the paint of this answer. */
function useShownAfter({ serial, since }: Shown): number | null {
  const [measured, setMeasured] = useState<{ serial: number; ms: number } | null>(null);
  useLayoutEffect(() => {
    if (since === null) return;
    return painted(() => setMeasured({ serial, ms: Math.round(performance.now() - since) }));
  }, [serial, since]);
  return measured?.serial === serial ? measured.ms : null;
}
