/** Pictures of the pages for the README. No face is ever in one: in place of what the camera sees stands a drawn figure. */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import type { Page } from "@playwright/test";

import type { Language } from "../fixtures.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** With SCREENSHOTS set they replace those of the README; otherwise they lie with the other results of the run. */
const folder = process.env.SCREENSHOTS ? resolve(here, "../../docs/screenshots") : resolve(here, "../test-results/screenshots");

const FIGURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><g fill="#c3cbd3"><circle cx="20" cy="13" r="6"/><path d="M7 30c1-7 6-10 13-10s12 3 13 10z"/><path d="M12.5 11.5h15a7.5 7.5 0 0 0-15 0z" fill="#e8b339"/></g></svg>`;
const COVERED = `video { object-position: -9999px 0; background: #5f6b76 url("data:image/svg+xml,${encodeURIComponent(FIGURE)}") center / cover no-repeat; }`;

/** Takes a picture of what is on the screen now. */
export async function shot(page: Page, name: string, language: Language): Promise<void> {
  const path = join(folder, `${name}-${language === "en" ? "en" : "zh"}.png`);
  await page.screenshot({ path, style: COVERED, animations: "disabled" });
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
