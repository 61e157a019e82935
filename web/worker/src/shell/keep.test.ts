import { describe, expect, it } from "vitest";
import { keepIn, type Storing } from "./keep";
import { storing } from "./storing.fixture";

describe("what is kept on the phone", () => {
  it("is there for the next page", () => {
    const storage = storing();
    keepIn(() => storage).write("draft.a", { day: "2020-02-17" });
    expect(keepIn(() => storage).read("draft.a")).toEqual({ day: "2020-02-17" });
    expect(keepIn(() => storage).keys("draft.")).toEqual(["draft.a"]);
  });

  it("is gone once dropped", () => {
    const keep = keepIn(() => storing());
    keep.write("a", 1);
    keep.drop("a");
    expect(keep.read("a")).toBeNull();
  });

  it.each<[string, () => Storing | undefined]>([
    ["there is no storage", () => undefined],
    [
      "the storage is forbidden",
      () => {
        throw new Error("denied");
      },
    ],
    ["the storage is full", () => ({ ...storing(), setItem: () => { throw new Error("quota"); } })],
  ])("still serves this page when %s", (_, storage) => {
    const keep = keepIn(storage);
    keep.write("a", [1, 2]);
    expect(keep.read("a")).toEqual([1, 2]);
    expect(keep.keys("a")).toEqual(["a"]);
  });

  it("reads spoiled text as nothing", () => {
    const storage = storing();
    storage.setItem("sitewarden.a", "{half");
    expect(keepIn(() => storage).read("a")).toBeNull();
  });
});
