/** What the platform says about fields, put at the fields. */
import type { FormInstance } from "antd";

import type { ProblemError } from "@sitewarden/kit/api";

/** Field paths of the platform as the form's names: `worker.name` and `name` both find the field `name`. */
function nameOf(path: string, known: readonly string[]): string | undefined {
  const last = path.split(".").at(-1) ?? path;
  return known.find((name) => name === path || name === last);
}

/**
 * Puts each fault at its field and goes to the first. Returns what is left to be said above the form: the faults
 * of fields it does not have.
 */
export function showFaults(form: FormInstance, problem: ProblemError, known: readonly string[]): string[] {
  const rest: string[] = [];
  const byField = new Map<string, string[]>();
  for (const { field, message } of problem.fields) {
    const name = nameOf(field, known);
    if (name === undefined) rest.push(message);
    else byField.set(name, [...(byField.get(name) ?? []), message]);
  }
  form.setFields([...byField].map(([name, errors]) => ({ name, errors })));
  const first = known.find((name) => byField.has(name));
  if (first !== undefined) form.scrollToField(first, { block: "center", focus: true });
  return rest;
}
