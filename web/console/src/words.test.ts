import { expect, it } from "vitest";

import { unequal } from "@sitewarden/kit/i18n";

const dictionaries = import.meta.glob<Record<string, Parameters<typeof unequal>[0]>>("./**/words.ts", { eager: true });

it("every capability speaks both languages, with the same places to fill", () => {
  expect(Object.keys(dictionaries).length).toBeGreaterThan(10);
  for (const [file, module] of Object.entries(dictionaries)) {
    for (const dictionary of Object.values(module)) expect(unequal(dictionary), file).toEqual([]);
  }
});
