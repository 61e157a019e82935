import { describe, expect, it } from "vitest";
import { carriesBirthDate, checkCharacter, documentFault, mobileNumber } from "./document";

describe("an identity card number", () => {
  it.each(["11010519491231002X", " 110105 19491231 002x ", "４４０６０５１９９００３０７００１０", "810000199001010019"])(
    "is taken as people type it: %s",
    (text) => expect(documentFault("resident_id", text)).toBeNull(),
  );

  it.each([
    ["", "empty"],
    ["440605199003070011", "check_digit"],
    ["440605199002300010", "birth_date"],
    ["44060519900307001", "form"],
    ["44060519900307001Y", "form"],
  ] as const)("says what is wrong with %s", (text, fault) => expect(documentFault("resident_id", text)).toBe(fault));

  it("is caught when any one digit is mistyped", () => {
    const number = "440605199003070010";
    for (let at = 0; at < 17; at += 1) {
      for (let by = 1; by < 10; by += 1) {
        const digit = (Number(number[at]) + by) % 10;
        expect(documentFault("resident_id", number.slice(0, at) + digit + number.slice(at + 1))).not.toBeNull();
      }
    }
  });

  it("ends in the character of the standard’s own example", () => {
    expect(checkCharacter("11010519491231002")).toBe("X");
  });
});

describe("other documents", () => {
  it.each([
    ["passport", "e1234 5678", null],
    ["passport", "E12", "form"],
    ["hong_kong_macao_permit", "h12345678", null],
    ["hong_kong_macao_permit", "X12345678", "form"],
    ["taiwan_permit", "12345678", null],
    ["taiwan_permit", "1234567", "form"],
    ["permanent_residence", "VNM110083042501", null],
  ] as const)("%s %s", (kind, text, fault) => expect(documentFault(kind, text)).toBe(fault));

  it("ask for the day of birth where they do not carry it", () => {
    expect(carriesBirthDate("passport", "E12345678")).toBe(false);
    expect(carriesBirthDate("permanent_residence", "VNM110083042501")).toBe(false);
    expect(carriesBirthDate("permanent_residence", "944840199003070012")).toBe(true);
  });
});

describe("a mobile number", () => {
  it.each(["13800000000", "138 0000 0000", "+86 138-0000-0000", "１３８００００００００"])("is taken as typed: %s", (text) =>
    expect(mobileNumber(text)).toBe("13800000000"),
  );

  it.each(["", "12", "23800000000", "138000000000"])("is not accepted: %s", (text) =>
    expect(mobileNumber(text)).toBeNull(),
  );
});
