/** The pages as the README shows them, after the loop has filled them: `npm run screenshots` replaces its pictures. */
import { DISTRICT, MANAGER } from "../demo/accounts.ts";
import { expect, test, type Language } from "../fixtures.ts";
import { shot } from "../steps/shots.ts";

const pages = [
  { name: "console-district", account: DISTRICT, path: "/today" },
  { name: "console-today", account: MANAGER, path: "/today" },
  { name: "console-workers", account: MANAGER, path: "/workers" },
  { name: "console-alerts", account: MANAGER, path: "/alerts" },
] as const;

for (const language of ["zh-CN", "en"] as Language[]) {
  test(`console, ${language}`, async ({ demo, signedIn }) => {
    for (const { name, account, path } of pages) {
      const page = await signedIn(account, { language });
      await page.goto(`${demo.platform}${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("[aria-busy=true], .ant-skeleton, .figure-shape")).toHaveCount(0);
      await shot(page, name, language);
    }
  });

  test(`worker's phone and kiosk, ${language}`, async ({ demo, device }) => {
    const phone = await device({ language, screen: "phone" });
    await phone.goto(`${demo.platform}/worker/`);
    await expect(phone.getByRole("heading", { level: 1 })).toBeVisible();
    await shot(phone, "worker-sign-in", language);

    const kiosk = await device({ language, screen: "gate", scene: "nobody" });
    await kiosk.goto(demo.gate);
    await expect(kiosk.locator("main.kiosk")).toHaveAttribute("data-link", "open");
    await shot(kiosk, "kiosk-idle", language);
  });
}
