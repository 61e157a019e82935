/** Says each answer once, in the language of the screen. */
import { spoken, useLanguage } from "@sitewarden/kit/i18n";
import { useCanSpeak } from "@sitewarden/kit/voice";
import { useEffect, useRef } from "react";
import type { Shown } from "../answer/turn";
import { announce, unlockSound } from "./voice";

/** The same answer to the same person within this time is not said again. */
const SAME_MS = 6000;

export function useVoice(shown: Shown | null): void {
  const language = useLanguage();
  useCanSpeak(language);
  const last = useRef({ text: "", serial: 0, at: -Infinity });

  useEffect(() => {
    if (!shown || shown.serial === last.current.serial) return;
    const { answer } = shown;
    const text = spoken(answer.say, language);
    const same = [answer.answer, answer.shown_name, text].join("|");
    const now = performance.now();
    const again = same === last.current.text && now - last.current.at < SAME_MS;
    last.current = { text: same, serial: shown.serial, at: now };
    if (!again) announce(text, language, answer.answer);
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
