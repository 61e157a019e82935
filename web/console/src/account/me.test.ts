import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, it } from "vitest";

import { forget, ME } from "./me";

it("whoever signs out leaves nothing behind, and the frame learns of it", () => {
  const queries = new QueryClient();
  queries.setQueryData(ME, { name: "王" });
  queries.setQueryData(["workers", "s1"], ["王*国"]);
  const watcher = new QueryObserver(queries, { queryKey: ME, queryFn: () => null, staleTime: Infinity });
  const stop = watcher.subscribe(() => {});
  forget(queries);
  expect(watcher.getCurrentResult().data).toBeNull();
  expect(queries.getQueryCache().findAll().map((query) => query.queryKey)).toEqual([ME]);
  stop();
});
