import { describe, expect, it } from "vitest";
import { takes, veiled } from "./number";

describe("an identity card's number", () => {
  it("has digits, and an X only as the last sign", () => {
    expect(takes("resident_id", "4406", "0")).toBe(true);
    expect(takes("resident_id", "4406", "X")).toBe(false);
    expect(takes("resident_id", "44060519900307001", "X")).toBe(true);
    expect(takes("resident_id", "440605199003070010", "1")).toBe(false);
  });

  it("is not to be read by those who stand by", () => {
    expect(veiled("440605199003070010")).toBe("•••• •••• •••• ••00 10");
    expect(veiled("4406")).toBe("4406");
    expect(veiled("")).toBe("");
  });
});

it("other documents have letters too", () => {
  expect(takes("passport", "", "E")).toBe(true);
  expect(takes("taiwan_permit", "1234567890", "1")).toBe(false);
});
