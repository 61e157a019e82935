/**
 * Keeping small things on this phone: in its storage where the browser allows it, else for as long as the page is
 * open. It knows nothing of what is kept; a store that is full or forbidden is never a failure for the person.
 */
export interface Keep {
  read<T>(key: string): T | null;
  write(key: string, value: unknown): void;
  drop(key: string): void;
  keys(prefix: string): string[];
}

/** What a browser's storage offers and this needs. */
export type Storing = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const PREFIX = "sitewarden.";

/** A keep over a storage that may be missing or may refuse. */
export function keepIn(storage: () => Storing | undefined): Keep {
  const memory = new Map<string, string>();
  const attempt = <T>(doing: (storing: Storing) => T): T | undefined => {
    try {
      const storing = storage();
      return storing && doing(storing);
    } catch {
      return undefined;
    }
  };
  return {
    read<T>(key: string): T | null {
      const text = memory.get(key) ?? attempt((storing) => storing.getItem(PREFIX + key));
      try {
        return text == null ? null : (JSON.parse(text) as T);
      } catch {
        return null;
      }
    },
    write(key, value) {
      const text = JSON.stringify(value);
      const kept = attempt((storing) => {
        storing.setItem(PREFIX + key, text);
        return true;
      });
      if (kept) memory.delete(key);
      else memory.set(key, text);
    },
    drop(key) {
      memory.delete(key);
      attempt((storing) => storing.removeItem(PREFIX + key));
    },
    keys(prefix) {
      const stored = attempt((storing) =>
        Array.from({ length: storing.length }, (_, at) => storing.key(at) ?? "")
          .filter((key) => key.startsWith(PREFIX + prefix))
          .map((key) => key.slice(PREFIX.length)),
      );
      return [...new Set([...(stored ?? []), ...[...memory.keys()].filter((key) => key.startsWith(prefix))])];
    },
  };
}

/** What stays on the phone when the page is closed: drafts, unsent declarations, the size of letters. */
export const phone = keepIn(() => globalThis.localStorage);

/** What is gone when the page is closed: who is signed in, and their standing as last seen. */
export const visit = keepIn(() => globalThis.sessionStorage);
