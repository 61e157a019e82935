/** Languages and dictionaries. */
export * from "./language";
export * from "./words";
export { unequal } from "./unequal";
