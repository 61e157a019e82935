import { expect, it } from "vitest";

import { attendance } from "./attendance";

it("whoever leaves the page is gone a minute and a half later, and back at the first touch", () => {
  const ground = new EventTarget();
  let now = 0;
  const here = attendance(ground, () => now);
  now = 90_000;
  expect(here()).toBe(true);
  now = 90_001;
  expect(here()).toBe(false);
  ground.dispatchEvent(new Event("keydown"));
  expect(here()).toBe(true);
});
