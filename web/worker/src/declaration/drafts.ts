/**
 * Drafts of declarations, kept on the worker's own phone until they are sent. One for each person and day, so that
 * a shared phone never mixes two people and yesterday's half-finished answers never count for today.
 */
import type { Keep } from "../shell/keep";
import { EMPTY_DRAFT, type Draft } from "./answers";

interface KeptDraft {
  day: string;
  /** The declaration that is being corrected, if any. */
  corrects: string | null;
  draft: Draft;
}

const keyOf = (person: string) => `draft.${person}`;

/** The draft begun today for the same purpose, or `null`. */
export function readDraft(keep: Keep, person: string, day: string, corrects: string | null): Draft | null {
  const kept = keep.read<KeptDraft>(keyOf(person));
  if (!kept || kept.day !== day || kept.corrects !== corrects) return null;
  return { ...EMPTY_DRAFT, ...kept.draft };
}

/** Whether something was begun today. */
export function hasDraft(keep: Keep, person: string, day: string): boolean {
  const kept = keep.read<KeptDraft>(keyOf(person));
  return kept?.day === day && kept.corrects === null;
}

export function writeDraft(keep: Keep, person: string, day: string, corrects: string | null, draft: Draft): void {
  keep.write(keyOf(person), { day, corrects, draft } satisfies KeptDraft);
}

export function dropDraft(keep: Keep, person: string): void {
  keep.drop(keyOf(person));
}
