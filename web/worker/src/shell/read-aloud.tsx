/** A button that reads a text aloud, on phones with a voice for the language; on others it is not there. */
import { useLanguage } from "@sitewarden/kit/i18n";
import { hush, speak, useCanSpeak } from "@sitewarden/kit/voice";
import { useEffect, useState } from "react";
import { shellWords } from "./words";

export function ReadAloud({ text }: { text: string }) {
  const say = shellWords.useWords();
  const language = useLanguage();
  const speaks = useCanSpeak(language);
  const [reading, setReading] = useState(false);
  useEffect(() => hush, [text]);
  if (!speaks) return null;
  return (
    <button
      type="button"
      className="aloud"
      onClick={() => {
        if (reading) hush();
        setReading(!reading && speak(text, language, () => setReading(false)));
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
