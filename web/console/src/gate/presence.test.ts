import { expect, it } from "vitest";

import { presence } from "./presence";

it("a gate that was heard of within two minutes is on line", () => {
  const now = new Date("2020-02-17T08:00:00Z");
  expect(presence({ last_seen_at: "2020-02-17T07:58:00Z" }, now)).toBe("online");
  expect(presence({ last_seen_at: "2020-02-17T07:57:59Z" }, now)).toBe("offline");
  expect(presence({}, now)).toBe("never");
});
