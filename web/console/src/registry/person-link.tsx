/** A person's masked name that opens their drawer over whatever page it stands on. */
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";

/** The address of this page with a person's drawer open, or closed. */
export function withPerson(params: URLSearchParams, person: string | undefined): string {
  const next = new URLSearchParams(params);
  if (person === undefined) next.delete("person");
  else next.set("person", person);
  return `?${next.toString()}`;
}

export function PersonLink({ person, children }: { person: string; children: ReactNode }) {
  const [params] = useSearchParams();
  return <Link to={withPerson(params, person)}>{children}</Link>;
}
