/** Every page on a phone and on a desktop, in both languages: usable without sight, mouse or patience. */
import type { Page } from "@playwright/test";

import { AUDITOR, CLERK, DISTRICT, HEAD_OFFICE, MANAGER, SECURITY, SYSTEM, TOWN } from "../demo/accounts.ts";
import { identityNumber } from "../demo/document.ts";
import { expect, test, type Language } from "../fixtures.ts";
import { faults, overflows } from "../steps/accessible.ts";
import { addWorker, joinLink, openWorker, signInCode } from "../steps/console.ts";
import { askToJoin, signIn } from "../steps/phone.ts";

async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("[aria-busy=true], .ant-skeleton, .ant-spin-spinning")).toHaveCount(0);
}

const consolePages: [account: string, paths: string[]][] = [
  [DISTRICT, ["/today", "/sites", "/watchlists", "/profiles", "/profiles/covid-2020", "/profiles/covid-2020/edit", "/areas", "/areas?tab=lists", "/areas?tab=places", "/alerts", "/audit"]],
  [TOWN, ["/today", "/passages", "/workers"]],
  [CLERK, ["/today", "/workers", "/contractors", "/passages"]],
  [HEAD_OFFICE, ["/today", "/sites", "/workers"]],
  [MANAGER, ["/today", "/workers", "/likenesses", "/passages", "/alerts", "/gates", "/audit", "/account"]],
  [SECURITY, ["/accounts"]],
  [SYSTEM, ["/sites"]],
  [AUDITOR, ["/audit"]],
];

test("someone waits to be confirmed, so that the lists below show it", async ({ demo, device, signedIn }) => {
  const district = await signedIn(DISTRICT, { screen: "phone" });
  const link = await joinLink(await signedIn(MANAGER));
  const worker = { name: "苏若木", document: identityNumber("350784", "19950411", "044"), phone: "15488886044" };
  await askToJoin(await device({ screen: "phone" }), link, worker);
  await district.goto(`${demo.platform}/sites`);
  const waiting = district.getByRole("table", { name: "场所" }).locator('td[data-head="等确认"] a');
  await expect(waiting.first()).toBeVisible();
});

for (const language of ["zh-CN", "en"] as Language[]) {
  for (const screen of ["desktop", "phone"] as const) {
    // What assistive technology meets depends on language or screen, not on both: each of either is looked through once.
    const throughout = (language === "zh-CN") === (screen === "desktop");
    test(`console, ${language}, ${screen}: no page is wider than the screen${throughout ? " or has an accessibility fault" : ""}`, async ({
      demo,
      device,
      signedIn,
    }) => {
      const found: string[] = [];
      const look = async (page: Page, where: string) => {
        await settled(page);
        if (throughout) found.push(...(await faults(page)).map((fault) => `${where} ${fault}`));
        if (await overflows(page)) found.push(`${where} is wider than the screen`);
      };

      const outside = await device({ language, screen });
      await outside.goto(`${demo.platform}/sign-in`);
      await look(outside, "/sign-in");
      for (const [account, paths] of consolePages) {
        const page = await signedIn(account, { language, screen });
        for (const path of paths) {
          await page.goto(`${demo.platform}${path}`);
          await look(page, `${account} ${path}`);
        }
      }
      expect(found).toEqual([]);
    });
  }

  test(`kiosk, ${language}: the idle screen has no accessibility fault`, async ({ demo, device }) => {
    const page = await device({ language, screen: "gate", scene: "nobody" });
    await page.goto(demo.gate);
    await expect(page.locator("main.kiosk")).toHaveAttribute("data-link", "open");
    expect(await faults(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
  });
}

test("worker's phone, both languages: no page has an accessibility fault or is wider than the screen", async ({
  demo,
  device,
  signedIn,
}) => {
  const worker = {
    name: "麦榕青",
    document: identityNumber("450922", "19930624", "026"),
    phone: "15488886026",
    crew: "模板一班",
  };
  const manager = await signedIn(MANAGER);
  await addWorker(manager, worker);
  const code = await signInCode(manager, await openWorker(manager, worker));
  const page = await device({ screen: "phone" });
  const found: string[] = [];
  const look = async (where: string) => {
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    found.push(...(await faults(page)).map((fault) => `${where} ${fault}`));
    if (await overflows(page)) found.push(`${where} is wider than the screen`);
  };

  await page.goto(`${demo.platform}/worker/`);
  await look("sign-in");
  await signIn(page, demo.platform, worker.phone, code);
  const questions = ["temperature", "symptoms", "stays", "trips", "contact", "summary"].map((step) => `declare/${step}`);
  const paths = ["", ...questions, "declarations", "pass", "my-data", "face/consent"];
  for (const language of ["zh-CN", "en"] as Language[]) {
    await page.addInitScript((chosen) => localStorage.setItem("sitewarden.language", chosen), language);
    for (const path of paths) {
      await page.goto(`${demo.platform}/worker/${path}`);
      await look(`${language} ${path}`);
    }
  }
  expect(found).toEqual([]);
});
