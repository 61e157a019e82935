/** What the journeys share: one running demo, browsers with a chosen picture before their camera, signing in. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { test as base, type Browser, type BrowserContextOptions, type Cookie, type Page } from "@playwright/test";

import { passwordOf } from "./demo/accounts.ts";
import { startDemo, type Demo } from "./demo/program.ts";

export { expect } from "@playwright/test";

/** What stands before a camera: a prepared scene, or a clip file. */
export type Scene = "person-a-enrols" | "person-a-walks-up" | "person-b" | "nobody" | `${string}.y4m`;

export type Language = "zh-CN" | "en";

/** The width and height of the screens people look at. */
export const SCREENS = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
  gate: { width: 1280, height: 800 },
  upright: { width: 1080, height: 1920 },
} as const;

interface Opening {
  language?: Language;
  screen?: keyof typeof SCREENS;
  scene?: Scene;
}

interface Journey {
  /** Opens a page that shares nothing with others, so that each person has their own device. */
  device: (opening?: Opening) => Promise<Page>;
  /** A page of the console, signed in as an account of the demo: by its form the first time, in that session afterwards. */
  signedIn: (account: string, opening?: Opening) => Promise<Page>;
}

const clips = join(dirname(fileURLToPath(import.meta.url)), ".camera");

/** What has a browser see a scene before its camera. */
function before(scene: Scene): string[] {
  return [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${scene.endsWith(".y4m") ? scene : join(clips, `${scene}.mjpeg`)}`,
  ];
}

interface Shared {
  demo: Demo;
  /** The browser of everyone who stands before no camera: starting one takes as long as many a journey's step. */
  empty: Browser;
  /** The cookies of the sessions that journeys have opened, by account. */
  sessions: Map<string, Cookie[]>;
}

export const test = base.extend<Journey, Shared>({
  demo: [
    async ({}, use) => {
      const demo = await startDemo();
      await use(demo);
      await demo.stop();
    },
    { scope: "worker", timeout: 300_000 },
  ],

  empty: [
    async ({ playwright, launchOptions }, use) => {
      const browser = await playwright.chromium.launch({ ...launchOptions, args: before("nobody") });
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],

  sessions: [async ({}, use) => use(new Map()), { scope: "worker" }],

  device: async (
    { playwright, launchOptions, contextOptions, locale, timezoneId, ignoreHTTPSErrors, empty },
    use,
  ) => {
    const opened: { close(): Promise<void> }[] = [];
    await use(async ({ language = "zh-CN", screen = "desktop", scene = "nobody" } = {}) => {
      let browser = empty;
      if (scene !== "nobody") {
        browser = await playwright.chromium.launch({ ...launchOptions, args: before(scene) });
        opened.push(browser);
      }
      const options: BrowserContextOptions = { ...contextOptions, viewport: SCREENS[screen] };
      if (locale !== undefined) options.locale = locale;
      if (timezoneId !== undefined) options.timezoneId = timezoneId;
      if (ignoreHTTPSErrors !== undefined) options.ignoreHTTPSErrors = ignoreHTTPSErrors;
      if (screen === "phone") Object.assign(options, { isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
      const context = await browser.newContext(options);
      opened.unshift(context);
      await context.addInitScript((chosen) => localStorage.setItem("sitewarden.language", chosen), language);
      return context.newPage();
    });
    for (const one of opened) await one.close();
  },

  signedIn: async ({ demo, device, sessions }, use) => {
    await use(async (account, opening) => {
      const page = await device(opening);
      const english = opening?.language === "en";
      const inside = page.getByRole("navigation").or(page.getByRole("button", { name: english ? "Menu" : "菜单" })).first();
      const password = page.getByLabel(english ? "Password" : "密码", { exact: true });
      await page.context().addCookies(sessions.get(account) ?? []);
      await page.goto(demo.platform);
      await inside.or(password).waitFor();
      if (await password.isVisible()) {
        await page.getByLabel(english ? "Account" : "账号").fill(account);
        await password.fill(passwordOf(account));
        await page.getByRole("button", { name: english ? "Sign in" : /登\s*录/ }).click();
        await inside.waitFor();
        sessions.set(account, await page.context().cookies());
      }
      return page;
    });
  },
});
