/** What a worker does on their own phone, in the words on the screen. */
import { expect, type Page } from "@playwright/test";

import type { NewWorker } from "./console.ts";

/** Signs in with the phone number and the code the site gave. */
export async function signIn(page: Page, platform: string, phone: string, code: string): Promise<void> {
  await page.goto(`${platform}/worker/`);
  await page.getByLabel("手机号").fill(phone);
  await page.getByLabel("登录码", { exact: true }).fill(code);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: /你好/ })).toBeVisible();
}

/** Registers by the link in a site's QR code, up to waiting for the site to confirm. */
export async function askToJoin(page: Page, link: string, worker: Omit<NewWorker, "crew">): Promise<void> {
  await page.goto(link);
  await page.getByRole("button", { name: "看过了，同意，去登记" }).click();
  await page.getByLabel("姓名").fill(worker.name);
  await page.getByLabel("证件号").fill(worker.document);
  await page.getByLabel("手机号").fill(worker.phone);
  await page.getByRole("button", { name: "提交登记" }).click();
  await expect(page.getByText("等工地确认")).toBeVisible();
}

/** Types a temperature on the page's own keys, over whatever stands there. */
async function typeTemperature(page: Page, degrees: string): Promise<void> {
  const erase = page.getByRole("button", { name: "⌫" });
  for (let digits = 0; digits < 3; digits += 1) await erase.click();
  for (const digit of degrees.replace(".", "")) {
    await page.getByRole("button", { name: digit, exact: true }).click();
  }
  await page.getByRole("button", { name: "下一题" }).click();
}

async function send(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "再看一遍" })).toBeVisible();
  await page.getByRole("checkbox", { name: /都是真的/ }).check();
  await page.getByRole("button", { name: "交上去" }).click();
  await expect(page.getByText("交好了")).toBeVisible();
}

/** Declares a normal temperature and nothing else: no symptoms, no travel, no contact. */
export async function declareWell(page: Page): Promise<void> {
  await page.getByRole("button", { name: "去申报" }).click();
  await typeTemperature(page, "36.5");
  for (const none of ["都没有", "没去过", "没坐过", "没有"]) {
    await page.getByRole("button", { name: none, exact: true }).click();
  }
  await send(page);
}

/** Corrects today's declaration: a fever. What was sent before stays. */
export async function correctToFever(page: Page, platform: string, degrees: string): Promise<void> {
  await page.goto(`${platform}/worker/declarations`);
  await page.getByRole("button", { name: "改一改" }).first().click();
  await page.getByRole("button", { name: "改 体温" }).click();
  await typeTemperature(page, degrees);
  await send(page);
}

/** Takes back the consent to face use: one tap and one confirmation. */
export async function withdrawFace(page: Page): Promise<void> {
  await page.getByRole("button", { name: "撤回同意" }).click();
  await page.getByRole("button", { name: "确定撤回" }).click();
  await expect(page.getByText("没开通。用二维码或者报身份证号也一样进。")).toBeVisible();
}

/** Takes a picture of the pass on the phone's screen, into a file. */
export async function pictureOfPass(page: Page, platform: string, file: string): Promise<void> {
  await page.goto(`${platform}/worker/pass`);
  const code = page.getByRole("img", { name: "通行码" });
  await expect(code).toBeVisible();
  await code.screenshot({ path: file });
}
