import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { colours, states, strong, type Colour, type Scheme } from "./tokens";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

/** WCAG 2: relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe("the variables", () => {
  const blocks: [Scheme, RegExp][] = [
    ["light", /:root \{([^}]*)\}/],
    ["dark", /:root:not\(\[data-scheme="light"\]\) \{([^}]*)\}/],
    ["dark", /:root\[data-scheme="dark"\] \{([^}]*)\}/],
  ];
  it.each(blocks)("hold the same %s colours as the values in every block", (scheme, block) => {
    const text = block.exec(css)?.[1] ?? "";
    for (const [name, value] of Object.entries(colours[scheme])) expect(text).toContain(`--sw-${name}: ${value};`);
  });

  it("hold the same strong colours", () => {
    for (const state of states) {
      expect(css).toContain(`--sw-${state}-strong: ${strong[state].field};`);
      expect(css).toContain(`--sw-${state}-on-strong: ${strong[state].text};`);
    }
  });
});

describe("text can be read", () => {
  const pairs: [Colour, Colour][] = [
    ["text", "page"],
    ["text", "surface"],
    ["text", "sunken"],
    ["soft", "page"],
    ["soft", "surface"],
    ["soft", "sunken"],
    ["brand", "page"],
    ["brand", "surface"],
    ["brand", "brand-soft"],
    ["on-brand", "brand"],
    ...states.flatMap((state): [Colour, Colour][] => [
      [`${state}-ink`, `${state}-soft`],
      [`${state}-ink`, "surface"],
      [`${state}-ink`, "page"],
    ]),
  ];
  it.each(["light", "dark"] as const)("at 4.5:1 or better on every %s ground it stands on", (scheme) => {
    for (const [text, ground] of pairs) {
      const measured = contrast(colours[scheme][text], colours[scheme][ground]);
      expect(measured, `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("at 7:1 or better on a strong field", () => {
    for (const state of states) {
      expect(contrast(strong[state].field, strong[state].text), state).toBeGreaterThanOrEqual(7);
    }
  });

  it.each(["light", "dark"] as const)("and edges of %s controls at 3:1", (scheme) => {
    expect(contrast(colours[scheme].edge, colours[scheme].surface)).toBeGreaterThanOrEqual(3);
    expect(contrast(colours[scheme].edge, colours[scheme].page)).toBeGreaterThanOrEqual(3);
  });
});
