/** Pictures of the pages for the README. No face is ever in one: what the camera sees is covered. */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import type { Page } from "@playwright/test";

import type { Language } from "../fixtures.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** With SCREENSHOTS set they replace those of the README; otherwise they lie with the other results of the run. */
const folder = process.env.SCREENSHOTS ? resolve(here, "../../docs/screenshots") : resolve(here, "../test-results/screenshots");

/** Takes a picture of what is on the screen now. */
export async function shot(page: Page, name: string, language: Language): Promise<void> {
  const path = join(folder, `${name}-${language === "en" ? "en" : "zh"}.png`);
  await page.screenshot({ path, mask: [page.locator("video")], maskColor: "#5f6b76", animations: "disabled" });
}

/** Takes a page's picture in both languages; it is left in Chinese. */
export async function inBothLanguages(page: Page, name: string): Promise<void> {
  for (const language of ["en", "zh-CN"] as Language[]) {
    await page.addInitScript((chosen) => localStorage.setItem("sitewarden.language", chosen), language);
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await shot(page, name, language);
  }
}
