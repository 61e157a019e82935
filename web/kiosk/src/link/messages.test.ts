import { describe, expect, it } from "vitest";
import { read } from "./messages";

const words = { zh: "请进", en: "Please go in." };

describe("a message from the gate", () => {
  it.each(["", "{", "null", "[]", '"pass"', '{"type":"open"}', '{"type":"answer","answer":"yes"}'])(
    "is nothing where it is garbled: %s",
    (text) => expect(read(text)).toBeNull(),
  );

  it("is no answer without the words to say", () => {
    expect(read(JSON.stringify({ type: "answer", answer: "pass" }))).toBeNull();
    expect(read(JSON.stringify({ type: "answer", answer: "pass", say: words }))).toMatchObject({
      answer: "pass",
      grounds: [],
      shown_name: null,
      recorded: false,
    });
  });

  it("leaves out grounds that say nothing", () => {
    const message = read(
      JSON.stringify({ type: "answer", answer: "hold", say: words, grounds: [{ code: "fever" }, { code: "x", words }, 1] }),
    );
    expect(message).toMatchObject({ grounds: [{ code: "x", words }] });
  });

  it("treats a request it does not know as one to face the camera, never as none", () => {
    expect(read('{"type":"frame","seq":1,"ask":"take_off_hat","box":[0,0,1,1]}')).toMatchObject({ ask: "face_camera" });
    expect(read('{"type":"frame","seq":1,"ask":null,"box":[0,0,1]}')).toMatchObject({ ask: null, box: null });
  });

  it("asks for a sign unless it says that it wants the face", () => {
    expect(read(JSON.stringify({ type: "claim", text: words, wants: "face" }))).toMatchObject({ wants: "face" });
    expect(read(JSON.stringify({ type: "claim", text: words }))).toMatchObject({ wants: "sign" });
  });
});
