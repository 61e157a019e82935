/**
 * A version as it is typed, and as it is sent: degrees and days for people, tenths and hours for the platform. What the
 * form does not show goes through as it came.
 */
import type { DiseaseProfile, State } from "@sitewarden/kit/api";

export const CATEGORIES = [
  "confirmed",
  "suspected",
  "asymptomatic",
  "close_contact",
  "general_contact",
  "from_outbreak_area",
] as const;
/** The levels of an outbreak area, gravest first. */
export const LEVELS = ["high", "medium", "low"] as const;

export type Category = (typeof CATEGORIES)[number];

type Words = DiseaseProfile["words"];
type Question = NonNullable<DiseaseProfile["questions"]>[number];
type Measure = NonNullable<DiseaseProfile["measures"]>[number];
type Band = NonNullable<DiseaseProfile["work_rest"]>[number];
type Anchor = NonNullable<DiseaseProfile["infectious"]>["anchor"];
type Optional = number | null | undefined;

/** What the form shows in another form than the profile has it. */
export interface Typed
  extends Omit<
    DiseaseProfile,
    "incubation" | "infectious" | "fever_from" | "symptoms" | "questions" | "categories" | "work_rest" | "measures"
  > {
  /** In days. */
  incubation: { shortest?: Optional; usual?: Optional; longest?: Optional };
  infectious: { anchor: Anchor; from_day?: Optional; to_day?: Optional };
  /** In degrees. */
  fever_from: Optional;
  /** A new one has no code yet. */
  symptoms: (Omit<DiseaseProfile["symptoms"][number], "code"> & { code?: string })[];
  questions: (Omit<Question, "code"> & { code?: string })[];
  categories: Record<Category, State>;
  measures: Measure[];
  /** `from` in degrees. */
  work_rest: Band[];
}

export const NO_WORDS: Words = { zh: "", en: "" };

/** A disease that nobody has described yet: it holds nobody. */
export function blank(today: string): DiseaseProfile {
  return {
    code: "",
    words: NO_WORDS,
    version: 1,
    basis: NO_WORDS,
    spread: "person_to_person",
    from: today,
    daily_declaration: true,
    fever_from: 373,
    symptoms: [],
    questions: [],
    case_definition: NO_WORDS,
    symptom_free_hours: 24,
    look_back_days: 14,
    observation_days: 0,
    checks_a_day: 0,
    release: NO_WORDS,
    permitted: "hold",
    area_effect: { low: "clear", medium: "clear", high: "clear" },
    contact_effect: "clear",
    categories: [],
    measures: [],
    work_rest: [],
    retention_days: 60,
    sources: { spread: NO_WORDS, symptoms: NO_WORDS, observation: NO_WORDS, gate: NO_WORDS, measures: NO_WORDS },
  };
}

export function typedOf(profile: DiseaseProfile, today: string): Typed {
  const days = (hours: Optional) => (hours == null ? null : hours / 24);
  const { incubation, infectious } = profile;
  const effects = new Map(profile.categories.map(({ category, effect }) => [category, effect]));
  return {
    ...profile,
    from: profile.from > today ? profile.from : today,
    incubation: { shortest: days(incubation?.shortest), usual: days(incubation?.usual), longest: days(incubation?.longest) },
    infectious: infectious ?? { anchor: "onset" },
    fever_from: profile.fever_from == null ? null : profile.fever_from / 10,
    questions: profile.questions ?? [],
    categories: Object.fromEntries(CATEGORIES.map((one) => [one, effects.get(one) ?? "clear"])) as Record<Category, State>,
    measures: profile.measures ?? [],
    work_rest: (profile.work_rest ?? []).map((band) => ({ ...band, from: band.from / 10 })),
  };
}

/** What is sent: the base with what was typed in its place, as the next version. */
export function profileOf(typed: Typed, base: DiseaseProfile, version: number): DiseaseProfile {
  const { incubation, infectious } = typed;
  const known = [...typed.symptoms, ...typed.questions].flatMap(({ code }) => code ?? []);
  const coded = <T extends { code?: string }>(line: T): T & { code: string } => {
    if (line.code) return { ...line, code: line.code };
    const code = newCode(typed.code, known);
    known.push(code);
    return { ...line, code };
  };
  return {
    ...base,
    ...typed,
    version,
    to: null,
    incubation: incubationOf(incubation),
    infectious: infectious.from_day == null ? null : { anchor: infectious.anchor, from_day: infectious.from_day, to_day: infectious.to_day ?? null },
    fever_from: tenths(typed.fever_from),
    symptoms: typed.symptoms.map(coded),
    questions: typed.questions.map(coded),
    categories: CATEGORIES.filter((category) => typed.categories[category] !== "clear").map((category) => ({
      category,
      effect: typed.categories[category],
    })),
    work_rest: typed.work_rest.map((band) => ({ ...band, from: tenths(band.from) ?? 0 })),
  };
}

function incubationOf({ shortest, usual, longest }: Typed["incubation"]): DiseaseProfile["incubation"] {
  if (shortest == null && longest == null) return null;
  const hours = (days: Optional) => Math.round((days ?? 0) * 24);
  return { shortest: hours(shortest), usual: usual == null ? null : hours(usual), longest: hours(longest) };
}

function tenths(degrees: Optional): number | null {
  return degrees == null ? null : Math.round(degrees * 10);
}

/** A code for a line that has none: nobody has to think of one. */
function newCode(disease: string, known: readonly string[]): string {
  const stem = `${disease.replaceAll("-", "_").slice(0, 34) || "own"}_`;
  let number = 1;
  while (known.includes(stem + number)) number += 1;
  return stem + number;
}

/** Fields that are written in both languages: their fault stands at the first. */
const TEXTS = new Set(["words", "basis", "case_definition", "release", "ask", "yes"]);

/** Groups of fields: their fault stands at the last of them. */
const GROUPED: Record<string, string> = { incubation: "longest", infectious: "to_day", area_effect: "high" };

/**
 * Where in the form a fault of the platform stands: `profile.symptoms[2].effect` is `["symptoms", 2, "effect"]`; none of
 * what the form does not show.
 */
export function placeOf(field: string, sent: DiseaseProfile): (string | number)[] | null {
  if (!field.startsWith("profile.")) return null;
  const parts = field
    .slice("profile.".length)
    .split(/[.[\]]+/)
    .filter((part) => part !== "")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const [first, second] = parts;
  const last = parts.at(-1);
  if (first === undefined || first === "version" || first === "to") return null;
  if (first === "categories" && typeof second === "number") {
    const row = sent.categories[second];
    return row === undefined ? null : [first, row.category];
  }
  const grouped = GROUPED[first];
  if (grouped !== undefined) return [first, grouped];
  const text = first === "sources" || (typeof last === "string" && TEXTS.has(last));
  return text ? [...parts, "zh"] : parts;
}
