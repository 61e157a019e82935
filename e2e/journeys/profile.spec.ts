/**
 * A district's hand on its disease profiles: stood down, one frees everyone it held; put in force again with a question of
 * its own, the next declaration asks it, without a new program.
 */
import type { Page } from "@playwright/test";

import { DISTRICT, MANAGER } from "../demo/accounts.ts";
import { identityNumber } from "../demo/document.ts";
import { expect, test } from "../fixtures.ts";
import { addWorker, button, go, openWorker, signInCode } from "../steps/console.ts";
import { signIn } from "../steps/phone.ts";

const worker = {
  name: "韦石头",
  document: identityNumber("452123", "19910923", "035"),
  phone: "15488886035",
  crew: "木工一班",
};
const DISEASE = "新型冠状病毒肺炎";
const QUESTION = "宿舍里有人发烧吗？";

test.describe.configure({ mode: "serial" });

async function open(district: Page): Promise<void> {
  await go(district, "疾病规则");
  await district.getByRole("link", { name: new RegExp(DISEASE) }).click();
  await expect(district.getByRole("heading", { level: 1, name: new RegExp(DISEASE) })).toBeVisible();
}

/** Tries what is written, and puts it in force. */
async function tryAndPut(district: Page, reason: string): Promise<void> {
  await button(district, "试算").click();
  await expect(district.getByRole("heading", { name: "试算结果" })).toBeVisible();
  await district.getByLabel("为什么").fill(reason);
  await button(district, "启用这一版").click();
  await expect(district.getByRole("main").getByText("已启用")).toBeVisible();
}

/** What the worker's own page says of today. */
async function expectToday(phone: Page, platform: string, words: RegExp): Promise<void> {
  await expect(async () => {
    await phone.goto(`${platform}/worker/`);
    await expect(phone.getByText(words).first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

test("the eight diseases are there, and one is in force", async ({ signedIn }) => {
  const district = await signedIn(DISTRICT);
  await go(district, "疾病规则");
  const rows = district.getByRole("table", { name: "疾病规则" }).getByRole("row");
  await expect(rows.filter({ hasText: "备着" })).toHaveCount(7);
  await expect(rows.filter({ hasText: DISEASE })).toContainText("已启用");
});

test("stood down, it frees everyone whom it held", async ({ demo, device, signedIn }) => {
  const manager = await signedIn(MANAGER);
  await addWorker(manager, worker);
  const code = await signInCode(manager, await openWorker(manager, worker));
  const phone = await device({ screen: "phone" });
  await signIn(phone, demo.platform, worker.phone, code);
  await expectToday(phone, demo.platform, /今天还没申报/);

  const district = await signedIn(DISTRICT);
  await open(district);
  await button(district.getByRole("main"), "停用").click();
  const dialog = district.getByRole("dialog");
  await expect(dialog.getByText(/现在有 [\d,]+ 人因为它进不去/)).toBeVisible();
  await dialog.getByLabel("为什么").fill("演练：区里通知疫情结束");
  await button(dialog, "停用").click();
  await expect(district.getByRole("main").getByText("已停用")).toBeVisible();
  await expect(district.getByRole("main").getByText(/数据保留到/).first()).toBeVisible();

  await expectToday(phone, demo.platform, /今天可以进工地/);
  await expect
    .poll(async () => {
      const figures = await district.request.get(`${demo.platform}/api/overview`);
      const { hold, barred } = (await figures.json()) as { hold: number; barred: number };
      return hold + barred;
    }, { message: "nobody in the district waits any more", timeout: 120_000 })
    .toBe(0);
});

test("put in force again with a question of its own, the next declaration asks it", async ({ demo, device, signedIn }) => {
  const district = await signedIn(DISTRICT);
  await open(district);
  await button(district.getByRole("main"), "再启用").click();
  await button(district, "加一个问题").click();
  const asked = district.getByRole("group", { name: "另外问" });
  await asked.getByLabel("问题 · 中文").fill(QUESTION);
  await asked.getByLabel("问题 · 英文").fill("Has anyone in the dormitory a fever?");
  await asked.getByLabel("答“是”说明什么 · 中文").fill("宿舍有人发烧");
  await asked.getByLabel("答“是”说明什么 · 英文").fill("a fever in the dormitory");
  await tryAndPut(district, "演练：宿舍里有人发烧");

  const manager = await signedIn(MANAGER);
  const code = await signInCode(manager, await openWorker(manager, worker));
  const phone = await device({ screen: "phone" });
  await signIn(phone, demo.platform, worker.phone, code);
  await expectToday(phone, demo.platform, /今天还没申报/);
  await phone.getByRole("button", { name: "去申报" }).click();
  await phone.getByRole("button", { name: "没量" }).click();
  for (const none of ["都没有", "没去过", "没坐过", "没有"]) {
    await phone.getByRole("button", { name: none, exact: true }).click();
  }
  await expect(phone.getByRole("heading", { name: QUESTION })).toBeVisible();
  await phone.getByRole("button", { name: "是", exact: true }).click();
  await phone.getByRole("checkbox", { name: /都是真的/ }).check();
  await phone.getByRole("button", { name: "交上去" }).click();
  await expect(phone.getByText("交好了")).toBeVisible();
  await expectToday(phone, demo.platform, /宿舍有人发烧/);
});

test("without the question nobody is held by its answer, and the version that asked it stays readable", async ({ demo, device, signedIn }) => {
  const district = await signedIn(DISTRICT);
  await open(district);
  await button(district.getByRole("main"), "改规则").click();
  await district.getByRole("button", { name: /去掉 另外问/ }).click();
  await tryAndPut(district, "演练结束");
  await button(district.getByRole("main"), "第 4 版").click();
  await expect(district.getByText(QUESTION)).toBeVisible();

  const manager = await signedIn(MANAGER);
  const code = await signInCode(manager, await openWorker(manager, worker));
  const phone = await device({ screen: "phone" });
  await signIn(phone, demo.platform, worker.phone, code);
  await expectToday(phone, demo.platform, /今天可以进工地/);
});
