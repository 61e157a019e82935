/** Filters live in the address, so that a list can be sent to someone and found again. */
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

/** The filters of a list by name; what is not set is absent. */
export type Filters<K extends string> = { readonly [N in K]?: string };

/** A change: a text sets, `undefined` or an empty text takes away. */
export type FilterChange<K extends string> = { readonly [N in K]?: string | undefined };

/** Reads the filters named from an address. Blank ones are as if they were not there. */
export function readFilters<K extends string>(params: URLSearchParams, names: readonly K[]): Filters<K> {
  const filters: { [N in K]?: string } = {};
  for (const name of names) {
    const value = params.get(name)?.trim();
    if (value !== undefined && value !== "") filters[name] = value;
  }
  return filters;
}

/** An address with a change made; everything else in it stays. */
export function writeFilters<K extends string>(params: URLSearchParams, change: FilterChange<K>): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries<string | undefined>(change)) {
    const text = value?.trim();
    if (text === undefined || text === "") next.delete(name);
    else next.set(name, text);
  }
  return next;
}

/**
 * What of a typed search may stand in an address: a number longer than six digits is someone's document or phone,
 * and only its last four characters are kept.
 */
export function searchable(text: string): string {
  const packed = text.replace(/[\s-]/g, "");
  return /^\d{7,}[xX]?$/.test(packed) ? packed.slice(-4).toUpperCase() : text.trim();
}

/** The filters of this page and a way to change them. */
export function useFilters<const K extends string>(...names: K[]) {
  const [params, setParams] = useSearchParams();
  const key = names.join(" ");
  const filters = useMemo(() => readFilters(params, key.split(" ") as K[]), [params, key]);
  const change = useCallback(
    (next: FilterChange<K>) => setParams((now) => writeFilters(now, next), { replace: true }),
    [setParams],
  );
  const clear = useCallback(
    () => change(Object.fromEntries(key.split(" ").map((name) => [name, undefined])) as FilterChange<K>),
    [change, key],
  );
  return { filters, change, clear, any: Object.keys(filters).length > 0 };
}
