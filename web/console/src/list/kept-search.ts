/**
 * What is searched for in a list: names and numbers of people, so it stands in no address and in no storage. It is kept
 * beside the answers of the platform, and goes with them when whoever looks signs out.
 */
import { useQuery, useQueryClient } from "@tanstack/react-query";

export function useKeptSearch(list: string) {
  const queries = useQueryClient();
  const key = ["sought", list];
  const kept = useQuery<string>({ queryKey: key, enabled: false, gcTime: Infinity, staleTime: Infinity, initialData: "" });
  return {
    sought: kept.data === "" ? undefined : kept.data,
    seek: (next: string | undefined) => void queries.setQueryData(key, next ?? ""),
  };
}
