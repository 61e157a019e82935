/** What must be said of areas before their file is taken, and where it is sent. */
export interface About {
  what: "places" | "counts";
  disease: string;
  source: string;
  as_of: string;
  revision: "adds" | "ends" | "retracts";
  new_cases: number | null;
  within_days: number | null;
  level: "high" | "medium" | "low";
}

/** Whether all is there. */
export function ready(about: Partial<About>): boolean {
  const common = Boolean(about.disease && about.source?.trim());
  if (about.what === "counts") return common && Boolean(about.new_cases && about.within_days && about.level);
  return common && Boolean(about.as_of && about.revision);
}

/** The address that takes the file. */
export function importPath(about: Partial<About>, dryRun: boolean): string {
  const query = new URLSearchParams({
    dry_run: String(dryRun),
    disease: about.disease ?? "",
    source: (about.source ?? "").trim(),
  });
  if (about.what === "counts") {
    query.set("new_cases", String(about.new_cases ?? ""));
    query.set("within_days", String(about.within_days ?? ""));
    query.set("level", about.level ?? "");
    return `/area-lists/count?${query.toString()}`;
  }
  query.set("as_of", about.as_of ?? "");
  query.set("revision", about.revision ?? "");
  return `/area-lists/import?${query.toString()}`;
}
