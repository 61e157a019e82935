/**
 * A hand scanner types what it reads, far faster than a person, and ends with Enter. This tells its bursts from
 * someone at the keyboard. It knows no screen: keys and their instants are passed in.
 */
const GAP_MS = 60;
const SHORTEST = 6;

export interface Scanner {
  /** Takes one key; gives the whole text when a burst ends. */
  key(key: string, at: number): string | null;
}

export function scanner(): Scanner {
  let text = "";
  let last = -Infinity;
  return {
    key(key, at) {
      const quick = at - last <= GAP_MS;
      last = at;
      if (key === "Enter") {
        const whole = quick && text.length >= SHORTEST ? text : null;
        text = "";
        return whole;
      }
      if (key.length !== 1) return null;
      text = quick ? text + key : key;
      return null;
    },
  };
}

/** What a scanned text is: a worker's pass, or the number of an identity card. */
export function scanned(text: string): { code: string } | { number: string } {
  const trimmed = text.trim();
  return /^\d{17}[\dXx]$/.test(trimmed) ? { number: trimmed.toUpperCase() } : { code: trimmed };
}
