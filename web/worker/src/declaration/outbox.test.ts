import { beforeEach, describe, expect, it } from "vitest";
import { keepIn, type Keep } from "../shell/keep";
import { storing } from "../shell/storing.fixture";
import { EMPTY_DRAFT } from "./answers";
import { dropDraft, hasDraft, readDraft, writeDraft } from "./drafts";
import { flush, newId, put, waiting, type NewDeclaration, type Sending, type Waiting } from "./outbox";

const answers = { temperature: 366, symptoms: [], stays: [], trips: [], contact: null, questions: {}, promise: true };
const item = (id: string, day = "2020-02-17", person = "wang"): Waiting => ({
  person,
  day,
  declaration: { id, text_version: "declaration-1", answers },
});

let keep: Keep;
beforeEach(() => {
  const storage = storing();
  keep = keepIn(() => storage);
});

/** A platform that answers in turn and remembers what it was sent. */
function platform(...replies: Sending[]) {
  const received: string[] = [];
  const post = (declaration: NewDeclaration): Promise<Sending> => {
    received.push(declaration.id);
    return Promise.resolve(replies[received.length - 1] ?? { sent: true });
  };
  return { post, received };
}

describe("a declaration without a line", () => {
  it("waits, and is sent with the same id when the line is back", async () => {
    put(keep, item("a"));
    const cut = platform({ sent: false, retry: true });
    expect(await flush(keep, "wang", "2020-02-17", cut.post)).toMatchObject({ sent: 0, waiting: 1 });
    const back = platform();
    expect(await flush(keep, "wang", "2020-02-17", back.post)).toMatchObject({ sent: 1, waiting: 0 });
    expect(back.received).toEqual(cut.received);
    expect(keep.keys("")).toEqual([]);
  });

  it("keeps its place: nothing overtakes one that found no line", async () => {
    put(keep, item("a"));
    put(keep, item("b"));
    const cut = platform({ sent: false, retry: true });
    await flush(keep, "wang", "2020-02-17", cut.post);
    expect(cut.received).toEqual(["a"]);
    expect(waiting(keep, "wang").map((one) => one.declaration.id)).toEqual(["a", "b"]);
  });

  it("is put once however often it is put", () => {
    put(keep, item("a"));
    put(keep, item("a"));
    expect(waiting(keep, "wang")).toHaveLength(1);
  });
});

it("yesterday's answers are never sent as today's", async () => {
  put(keep, item("a", "2020-02-16"));
  const line = platform();
  const outcome = await flush(keep, "wang", "2020-02-17", line.post);
  expect(line.received).toEqual([]);
  expect(outcome.outdated.map((one) => one.declaration.id)).toEqual(["a"]);
  expect(outcome.waiting).toBe(0);
});

it("another person's declaration stays theirs", async () => {
  put(keep, item("a", "2020-02-17", "li"));
  const line = platform();
  await flush(keep, "wang", "2020-02-17", line.post);
  expect(line.received).toEqual([]);
  expect(waiting(keep, "li")).toHaveLength(1);
});

it("what the platform will not take comes back with its sentence", async () => {
  put(keep, item("a"));
  put(keep, item("b"));
  const line = platform({ sent: false, retry: false, detail: "日期不对" });
  const outcome = await flush(keep, "wang", "2020-02-17", line.post);
  expect(outcome.refused.map((one) => one.detail)).toEqual(["日期不对"]);
  expect(outcome.sent).toBe(1);
});

it("an id is a random UUID", () => {
  const ids = new Set(Array.from({ length: 50 }, () => newId()));
  expect(ids.size).toBe(50);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

describe("a draft", () => {
  const half = { ...EMPTY_DRAFT, symptoms: ["cough"] };

  it("is found again by the same person on the same day", () => {
    writeDraft(keep, "wang", "2020-02-17", null, half);
    expect(readDraft(keep, "wang", "2020-02-17", null)).toEqual(half);
    expect(hasDraft(keep, "wang", "2020-02-17")).toBe(true);
  });

  it("is nobody else's, no other day's and no correction's", () => {
    writeDraft(keep, "wang", "2020-02-17", null, half);
    expect(readDraft(keep, "li", "2020-02-17", null)).toBeNull();
    expect(readDraft(keep, "wang", "2020-02-18", null)).toBeNull();
    expect(readDraft(keep, "wang", "2020-02-17", "an-earlier-one")).toBeNull();
  });

  it("is gone once sent", () => {
    writeDraft(keep, "wang", "2020-02-17", null, half);
    dropDraft(keep, "wang");
    expect(keep.keys("draft")).toEqual([]);
  });
});
