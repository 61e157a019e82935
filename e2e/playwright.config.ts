/**
 * Journeys through the real program in a real browser: the system's own Chromium, none is downloaded. Debian's build
 * without a window shell is taken where it is installed: the same engine, and less to start.
 */
import { existsSync } from "node:fs";

import { defineConfig } from "@playwright/test";

const chromium =
  process.env.CHROMIUM ??
  ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
if (chromium === undefined) throw new Error("Chromium is missing: apt install chromium, or set CHROMIUM to its path.");

export default defineConfig({
  testDir: "journeys",
  outputDir: "test-results",
  // One demo, one camera, one gate: journeys follow each other. None is tried twice.
  workers: 1,
  retries: 0,
  fullyParallel: false,
  forbidOnly: true,
  // A slow machine takes its time; a journey that hangs is ended all the same.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  use: {
    launchOptions: { executablePath: chromium },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    ignoreHTTPSErrors: true,
    screenshot: "only-on-failure",
    // A trace of every step costs a tenth of the time: 'TRACE=1' keeps one for a journey that fails.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
  },
});
