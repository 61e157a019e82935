/** What a worker reads off their phone: in the demo, off the message outbox. */
import { expect, type Page } from "@playwright/test";

/** Opens the outbox: it shows what comes from now on by itself. */
export async function openOutbox(page: Page, platform: string): Promise<void> {
  await page.goto(`${platform}/demo/outbox`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/短信收件箱|Message outbox/);
}

/** The newest code for a phone, as it comes in on the open outbox. */
export async function codeFor(outbox: Page, phone: string): Promise<string> {
  const digits = phone.replace(/^(\d{3})(\d{4})(\d{4})$/, "$1 $2 $3");
  const code = outbox.getByRole("listitem").filter({ hasText: digits }).first().locator("strong");
  await expect(code).toHaveText(/^\d{6}$/);
  return (await code.textContent()) ?? "";
}

/** A code that is not this one. */
export function otherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, "0");
}
