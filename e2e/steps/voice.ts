/** A voice at the browser's edge: the machine that runs the journeys has none. */
import type { Page } from "@playwright/test";

/** One sentence said. */
export interface Said {
  text: string;
  /** The language of the voice. */
  lang: string;
}

declare global {
  interface Window {
    said: Said[];
  }
}

/** Gives every page opened from now on voices of these languages, which say nothing and keep what they were to say. */
export async function giveVoices(page: Page, languages: string[]): Promise<void> {
  await page.addInitScript((languages) => {
    window.said = [];
    const voices = languages.map((lang) => ({ lang, localService: true, name: lang, default: false, voiceURI: lang }));
    const synthesis = Object.assign(new EventTarget(), {
      getVoices: () => voices,
      cancel: () => undefined,
      speak: (sentence: { text: string; voice: { lang: string } | null }) =>
        window.said.push({ text: sentence.text, lang: sentence.voice?.lang ?? "" }),
    });
    class Sentence {
      voice: { lang: string } | null = null;
      constructor(readonly text: string) {}
    }
    Object.defineProperty(window, "speechSynthesis", { value: synthesis });
    Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Sentence });
  }, languages);
}

/** What was said so far. */
export function said(page: Page): Promise<Said[]> {
  return page.evaluate(() => window.said);
}
