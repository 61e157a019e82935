import { describe, expect, it } from "vitest";

import { eventReader } from "./events";

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
