import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, it } from "vitest";

import { end, forget, ME } from "./me";

it("whoever signs out leaves nothing behind, and the frame learns of it", () => {
  const queries = new QueryClient();
  queries.setQueryData(ME, { name: "王" });
  queries.setQueryData(["workers", "s1"], ["王*国"]);
  const watcher = new QueryObserver(queries, { queryKey: ME, queryFn: () => null, staleTime: Infinity });
  const stop = watcher.subscribe(() => {});
  forget(queries);
  expect(watcher.getCurrentResult().data).toBeNull();
  expect(queries.getQueryData(["workers", "s1"])).toBeUndefined();
  stop();
});

it("a session that ends under an open page takes nothing of it away", () => {
  const queries = new QueryClient();
  end(queries);
  expect(queries.getQueryData(ME), "nobody was here yet").toBeNull();
  queries.setQueryData(ME, { name: "王" });
  queries.setQueryData(["workers", "s1"], ["王*国"]);
  end(queries);
  expect(queries.getQueryData(ME)).toEqual({ name: "王" });
  expect(queries.getQueryData(["workers", "s1"])).toEqual(["王*国"]);
});
