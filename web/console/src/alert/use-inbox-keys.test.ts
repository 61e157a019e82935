import { expect, it } from "vitest";

import { meaning } from "./use-inbox-keys";

/** Something on the page that lies within what `selectors` name. */
function within(...selectors: string[]) {
  const closest = (asked: string) => asked.split(", ").some((one) => selectors.includes(one)) || null;
  return { closest } as unknown as EventTarget;
}

it("the inbox goes by j, k, e, Enter and /", () => {
  const page = within();
  expect(["j", "k", "e", "Enter", "/", "x"].map((key) => meaning(key, page, false))).toEqual([
    "next",
    "previous",
    "act",
    "open",
    "find",
    undefined,
  ]);
});

it("letters typed into a field, a dialog or with a modifier mean nothing to the inbox", () => {
  for (const place of ["input:not([type=radio])", "textarea", "[role=dialog]", "[role=combobox]"]) {
    expect(meaning("e", within(place), false), place).toBeUndefined();
  }
  expect(meaning("j", within(), true)).toBeUndefined();
});

it("after a state was chosen by hand, the keys go on", () => {
  expect(meaning("j", within("input"), false)).toBe("next");
});

it("Enter on a button presses the button", () => {
  expect(meaning("Enter", within("button"), false)).toBeUndefined();
  expect(meaning("j", within("button"), false)).toBe("next");
});
