import { expect, it } from "vitest";

import { presence, wasConnected } from "./presence";

const now = new Date("2020-02-17T08:00:00Z");

it("a gate that was heard of within two minutes is on line", () => {
  const enrolled = true;
  expect(presence({ enrolled, last_seen_at: "2020-02-17T07:58:00Z" }, now)).toBe("online");
  expect(presence({ enrolled, last_seen_at: "2020-02-17T07:57:59Z" }, now)).toBe("offline");
  expect(presence({ enrolled }, now)).toBe("never");
});

it("a gate without a key waits for its code as long as that stands, whenever its lost box was heard of", () => {
  const gate = { enrolled: false, last_seen_at: "2020-02-17T07:59:59Z", code_expires_at: "2020-02-17T08:00:01Z" };
  expect(presence(gate, now)).toBe("waiting");
  expect(presence({ ...gate, code_expires_at: "2020-02-17T08:00:00Z" }, now)).toBe("ranOut");
});

it("a gate that was only written down was never connected", () => {
  expect(wasConnected({})).toBe(false);
  expect(wasConnected({ last_seen_at: null })).toBe(false);
  expect(wasConnected({ last_seen_at: "2020-02-17T07:58:00Z" })).toBe(true);
});
