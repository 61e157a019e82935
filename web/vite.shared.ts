/**
 * What the builds of the console, the worker pages and the kiosk share. It knows nothing of their pages.
 */
import react from "@vitejs/plugin-react";
import type { UserConfig } from "vite";

/** Where the platform answers while a page is served by `vite` itself. */
const platform = process.env.SITEWARDEN_PLATFORM ?? "http://127.0.0.1:8080";

/**
 * The build of one set of pages.
 *
 * `base` is the path they are served under. Nothing is inlined into the document and nothing is loaded from
 * elsewhere, so that the strictest content security policy holds.
 */
export function pages(base: string): UserConfig {
  return {
    base,
    plugins: [react()],
    publicDir: "../kit/public",
    build: {
      target: ["chrome87", "safari14", "firefox90"],
      outDir: "dist",
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
    server: { proxy: { "/api": { target: platform, changeOrigin: false } } },
  };
}
