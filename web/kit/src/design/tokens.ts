/**
 * The colours of the design language as values, for what cannot read a CSS variable (a theme that derives
 * shades, a canvas). `tokens.css` holds the same values as variables; a test keeps the two alike.
 */

/** The four things a screen can say of a person or a passing. */
export const states = ["clear", "hold", "barred", "unknown"] as const;

/** One of them. */
export type StateName = (typeof states)[number];

/** Light or dark. */
export type Scheme = "light" | "dark";

const light = {
  page: "#f4f6f5",
  surface: "#ffffff",
  sunken: "#e9edeb",
  line: "#d3dad6",
  edge: "#7c8982",
  text: "#18211d",
  soft: "#515d57",
  brand: "#0d5868",
  "on-brand": "#ffffff",
  "brand-soft": "#deeff3",
  "clear-ink": "#0a5a34",
  "clear-soft": "#e1f3e8",
  "hold-ink": "#734400",
  "hold-soft": "#fdf0d3",
  "barred-ink": "#9c1219",
  "barred-soft": "#fde8e7",
  "unknown-ink": "#47534d",
  "unknown-soft": "#e9edeb",
} as const;

/** A colour's name, without the `--sw-` of its variable. */
export type Colour = keyof typeof light;

/** The colours by scheme. */
export const colours: Record<Scheme, Record<Colour, string>> = {
  light,
  dark: {
    page: "#0f1513",
    surface: "#18201d",
    sunken: "#222c28",
    line: "#36423d",
    edge: "#7f8d86",
    text: "#e8eeeb",
    soft: "#a9b6b0",
    brand: "#6cc6d9",
    "on-brand": "#04222a",
    "brand-soft": "#12343d",
    "clear-ink": "#83dca8",
    "clear-soft": "#12321f",
    "hold-ink": "#f6c756",
    "hold-soft": "#392a08",
    "barred-ink": "#ffa29c",
    "barred-soft": "#431a1b",
    "unknown-ink": "#b9c5bf",
    "unknown-soft": "#2a3531",
  },
};

/**
 * A state as a whole field of colour with text on it, the same in light and dark: read outdoors and from two
 * metres, so the contrast is at least 7:1.
 */
export const strong: Record<StateName, { field: string; text: string }> = {
  clear: { field: "#005c2d", text: "#ffffff" },
  hold: { field: "#ffb400", text: "#211700" },
  barred: { field: "#960d16", text: "#ffffff" },
  unknown: { field: "#3d4843", text: "#ffffff" },
};
