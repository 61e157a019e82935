/** Says each answer once, in the language of the screen. */
import { spoken, useLanguage } from "@sitewarden/kit/i18n";
import { useCanSpeak } from "@sitewarden/kit/voice";
import { useEffect, useRef } from "react";
import type { Shown } from "../answer/turn";
import { heard, NOTHING_SAID } from "./news";
import { announce, unlockSound } from "./voice";

export function useVoice(shown: Shown | null): void {
  const language = useLanguage();
  useCanSpeak(language);
  const last = useRef(NOTHING_SAID);

  useEffect(() => {
    if (!shown) return;
    const { answer, serial } = shown;
    const text = spoken(answer.say, language);
    const step = heard(last.current, { answer, serial, text, now: performance.now() });
    if (step === null) return;
    last.current = step.last;
    if (step.news) announce(text, language, answer.answer);
  }, [shown, language]);

  useEffect(() => {
    const unlock = () => unlockSound();
    window.addEventListener("pointerdown", unlock);
    window.addEventListener("keydown", unlock);
    return () => {
      window.removeEventListener("pointerdown", unlock);
      window.removeEventListener("keydown", unlock);
    };
  }, []);
}
