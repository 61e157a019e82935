/** A button that reads a text aloud, on phones that can speak; on others it is not there. */
import { useLanguage, type Language } from "@sitewarden/kit/i18n";
import { useEffect, useState } from "react";
import { shellWords } from "./words";

const speaks = () => "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;

export function ReadAloud({ text }: { text: string }) {
  const say = shellWords.useWords();
  const language = useLanguage();
  const [reading, setReading] = useState(false);
  useEffect(() => {
    if (speaks()) return () => speechSynthesis.cancel();
  }, [text]);
  if (!speaks()) return null;
  return (
    <button
      type="button"
      className="aloud"
      onClick={() => {
        speechSynthesis.cancel();
        if (reading) setReading(false);
        else read(text, language, setReading);
      }}
    >
      <svg viewBox="0 0 24 24" width="1.3em" height="1.3em" aria-hidden="true">
        <path d="M4 9v6h4l5 4V5L8 9H4z" fill="currentColor" />
        <path d="M16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
      {say(reading ? "stopReading" : "readAloud")}
    </button>
  );
}

function read(text: string, language: Language, reading: (on: boolean) => void) {
  const sentence = new SpeechSynthesisUtterance(text);
  sentence.lang = language;
  sentence.rate = 0.95;
  sentence.onend = () => reading(false);
  sentence.onerror = () => reading(false);
  reading(true);
  speechSynthesis.speak(sentence);
}
