import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { eventReader, listen, type Line } from "./events";

describe("a stream of events", () => {
  const stream = 'event: passage\ndata: {"id":1}\n\n: alive\n\nevent: alert\r\ndata: {\r\ndata: }\r\n\r\ndata:bare\n\n';
  const told = [
    { event: "passage", data: '{"id":1}' },
    { event: "alert", data: "{\n}" },
    { event: "message", data: "bare" },
  ];

  it("is read whole, and signs of life are no events", () => {
    expect(eventReader()(stream)).toEqual(told);
  });

  it("is read the same wherever it is cut", () => {
    for (let at = 0; at <= stream.length; at += 1) {
      const read = eventReader();
      expect([...read(stream.slice(0, at)), ...read(stream.slice(at))], `cut at ${at}`).toEqual(told);
    }
  });

  it("keeps what has not ended yet", () => {
    const read = eventReader();
    expect(read("data: half")).toEqual([]);
    expect(read("\n\n")).toEqual([{ event: "message", data: "half" }]);
  });
});

/** One connection as the platform keeps it: what it says, and its end. */
function connection() {
  let say!: (text: string) => void;
  let cut!: () => void;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      say = (text) => controller.enqueue(new TextEncoder().encode(text));
      cut = () => controller.close();
    },
  });
  return { response: new Response(body, { status: 200 }), say, cut };
}

describe("a line to the platform", () => {
  const answers: (() => Promise<Response>)[] = [];
  const events: string[] = [];
  const lines: Line[] = [];
  let stop = () => {};

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", () => (answers.shift() ?? (() => Promise.reject(new TypeError("no line"))))());
    answers.length = events.length = lines.length = 0;
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const start = async () => {
    stop = listen("/events", ({ event }) => events.push(event), (line) => lines.push(line));
    await vi.advanceTimersByTimeAsync(0);
  };

  it("that never was cut tells nothing but what happens", async () => {
    const only = connection();
    answers.push(() => Promise.resolve(only.response));
    await start();
    only.say("event: passage\ndata: {}\n\n");
    await vi.advanceTimersByTimeAsync(0);
    expect(lines).toEqual(["connecting", "up"]);
    expect(events).toEqual(["passage"]);
  });

  it("that was cut says to read the lists again once it is back, and once only", async () => {
    const first = connection();
    const second = connection();
    answers.push(
      () => Promise.resolve(first.response),
      () => Promise.reject(new TypeError("no line")),
      () => Promise.resolve(second.response),
    );
    await start();
    first.cut();
    await vi.advanceTimersByTimeAsync(0);
    expect(events, "without a line nothing can be read").toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(lines).toEqual(["connecting", "up", "down", "connecting", "down", "connecting", "up"]);
    second.say("event: alert\ndata: {}\n\n");
    await vi.advanceTimersByTimeAsync(0);
    expect(events).toEqual(["reload", "alert"]);
  });

  it("that says nothing for three signs of life is taken as cut", async () => {
    const silent = connection();
    const second = connection();
    answers.push(
      () => Promise.resolve(silent.response),
      () => Promise.resolve(second.response),
    );
    vi.stubGlobal("fetch", (_: string, { signal }: RequestInit) => {
      if (answers.length === 2) signal?.addEventListener("abort", () => silent.cut());
      return (answers.shift() ?? (() => Promise.reject(new TypeError("no line"))))();
    });
    await start();
    await vi.advanceTimersByTimeAsync(45_000);
    expect(lines.at(-1)).toBe("up");
    await vi.advanceTimersByTimeAsync(2_500);
    expect(lines).toEqual(["connecting", "up", "down", "connecting", "up"]);
    expect(events).toEqual(["reload"]);
  });

  it("to a lost session is not taken up again", async () => {
    answers.push(() => Promise.resolve(new Response("{}", { status: 401 })));
    await start();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(lines).toEqual(["connecting", "down"]);
    expect(events).toEqual([]);
  });
});
