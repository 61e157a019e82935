/**
 * The device's voice. It speaks a language with a voice of that language or not at all: Chinese read by an English
 * voice is noise. It knows nothing of what is said.
 */
import { useSyncExternalStore } from "react";

import type { Language } from "../i18n/language";

function synthesis(): SpeechSynthesis | undefined {
  return "speechSynthesis" in globalThis && "SpeechSynthesisUtterance" in globalThis ? speechSynthesis : undefined;
}

function voiceFor(language: Language): SpeechSynthesisVoice | undefined {
  const wanted = language === "en" ? "en" : "zh";
  const voices = synthesis()?.getVoices().filter((voice) => voice.lang.toLowerCase().startsWith(wanted)) ?? [];
  // A voice from afar falls silent with the line; one of this machine is taken first.
  return voices.find((voice) => voice.localService) ?? voices[0];
}

/** Whether this device can speak a language. Browsers look for their voices when first asked, so ask early. */
export function canSpeak(language: Language): boolean {
  return voiceFor(language) !== undefined;
}

/** The same, rendered again when the browser has found its voices. */
export function useCanSpeak(language: Language): boolean {
  return useSyncExternalStore(
    (listener) => {
      const voices = synthesis();
      // Some web views speak but never say that their voices are there.
      voices?.addEventListener?.("voiceschanged", listener);
      return () => voices?.removeEventListener?.("voiceschanged", listener);
    },
    () => canSpeak(language),
    () => false,
  );
}

/**
 * Says a text in place of whatever is being said, and calls `ended` when it is over. `false` when this device has no
 * voice for the language: then nothing is said and `ended` is never called.
 */
export function speak(text: string, language: Language, ended: () => void = () => {}): boolean {
  const voice = voiceFor(language);
  if (voice === undefined) return false;
  const sentence = new SpeechSynthesisUtterance(text);
  sentence.voice = voice;
  sentence.lang = voice.lang;
  sentence.rate = 0.95;
  sentence.onend = ended;
  sentence.onerror = ended;
  hush();
  synthesis()?.speak(sentence);
  return true;
}

/** Says no more. */
export function hush(): void {
  synthesis()?.cancel();
}
