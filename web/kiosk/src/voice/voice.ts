/**
 * The gate's voice: says a sentence once, or plays a short tune where the machine has no voice for the language.
 * It knows nothing of answers beyond the three tunes.
 */
import type { Language } from "@sitewarden/kit/i18n";
import { speak } from "@sitewarden/kit/voice";
import type { AnswerName } from "../link/messages";

/** Notes of each tune: pitch in hertz, and when it begins and how long it lasts in seconds. */
const TUNES: Record<AnswerName, [number, number, number][]> = {
  pass: [
    [660, 0, 0.12],
    [880, 0.13, 0.2],
  ],
  hold: [
    [520, 0, 0.16],
    [520, 0.24, 0.16],
  ],
  refuse: [
    [330, 0, 0.22],
    [247, 0.24, 0.34],
  ],
};

let audio: AudioContext | undefined;

/** Browsers give sound only after a touch: called on the first one. */
export function unlockSound(): void {
  void sound()?.resume();
}

export function announce(text: string, language: Language, tune: AnswerName): void {
  if (!speak(text, language)) play(tune);
}

function sound(): AudioContext | undefined {
  if (!("AudioContext" in window)) return undefined;
  audio ??= new AudioContext();
  return audio;
}

function play(tune: AnswerName): void {
  const context = sound();
  if (!context || context.state !== "running") return;
  for (const [pitch, from, lasts] of TUNES[tune]) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const begin = context.currentTime + from;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, begin);
    volume.gain.exponentialRampToValueAtTime(0.3, begin + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + lasts);
    tone.connect(volume).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + lasts);
  }
}
