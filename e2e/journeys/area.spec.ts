/** An outbreak area from a file, whom it holds, and how taking it back frees them. */
import type { Page } from "@playwright/test";

import { DISTRICT, MANAGER } from "../demo/accounts.ts";
import { identityNumber } from "../demo/document.ts";
import { expect, test } from "../fixtures.ts";
import { addWorker, button, go, openWorker, signInCode } from "../steps/console.ts";
import { signIn } from "../steps/phone.ts";

const worker = {
  name: "罗远帆",
  document: identityNumber("440605", "19880612", "073"),
  phone: "13944440612",
  crew: "木工一班",
};

const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);

/** Declares a stay in Lanzhou, and a trip from a place that nobody knows, as the phone sends it. */
async function declareJourney(phone: Page): Promise<void> {
  const answers = {
    temperature: 365,
    symptoms: [],
    stays: [{ division: "620102", from: day(6), to: day(4) }],
    trips: [{ mode: "train", number: "D2742", day: day(4), from: "老地方", to: "佛山西", carriage: "", seat: "" }],
    contact: null,
    promise: true,
  };
  const status = await phone.evaluate(async (told) => {
    const form = (await (await fetch("/api/me/form")).json()) as { consent: { version: string } };
    const body = JSON.stringify({ id: crypto.randomUUID(), text_version: form.consent.version, answers: told });
    const sent = await fetch("/api/me/declarations", { method: "POST", headers: { "content-type": "application/json" }, body });
    return sent.status;
  }, answers);
  expect(status).toBe(201);
}

test("an area from a file holds who was there, and taken back it frees them at once", async ({ demo, device, signedIn }) => {
  const manager = await signedIn(MANAGER);
  await addWorker(manager, worker);
  const code = await signInCode(manager, await openWorker(manager, worker));
  const phone = await device({ screen: "phone" });
  await signIn(phone, demo.platform, worker.phone, code);
  await declareJourney(phone);
  const home = async () => {
    await phone.goto(`${demo.platform}/worker/`);
    await expect(phone.getByRole("heading", { level: 1 })).toBeVisible();
  };
  await home();
  await expect(phone.getByText("看不出是哪里"), "the drill's area may be where nobody knows").toBeVisible();

  const district = await signedIn(DISTRICT);
  await go(district, "疫区");
  await district.getByRole("tab", { name: "没认出的地名" }).click();
  const place = district.getByRole("row").filter({ hasText: "老地方" });
  await button(place, "认一下").click();
  const reading = district.getByRole("dialog", { name: /老地方/ });
  await reading.getByRole("combobox").click();
  await district.getByRole("menuitemcheckbox", { name: "甘肃省" }).or(district.getByTitle("甘肃省")).first().click();
  await district.keyboard.press("Escape");
  await button(reading, "就这么认").click();
  await expect(district.getByText(/认好了：放行 1 人/)).toBeVisible();
  await home();
  await expect(phone.getByText("看不出是哪里")).toHaveCount(0);

  await button(district, "导入").first().click();
  const drawer = district.getByRole("dialog", { name: "导入疫区" });
  await drawer.getByLabel("来源").fill("区疾控中心通报");
  const file = { name: "areas.csv", mimeType: "text/csv", buffer: Buffer.from(`地点,风险等级,开始\n甘肃省兰州市城关区,高风险,${day(10)}\n某处,特高,\n`) };
  await drawer.locator("input[type=file]").setInputFiles(file);
  await expect(drawer.locator('[data-figure="held"]')).toContainText("1");
  await expect(drawer.getByText("风险等级要填高风险、中风险或低风险")).toBeVisible();
  await button(drawer, "正式导入 1 行").click();
  await expect(drawer.getByRole("heading", { name: "导入好了" })).toBeVisible();
  await home();
  await expect(phone.getByText(/到过甘肃省兰州市城关区，需要医学观察/)).toBeVisible();

  await district.goto(`${demo.platform}/areas`);
  const area = district.getByRole("row").filter({ hasText: "甘肃省兰州市城关区" });
  await button(area, "撤回").click();
  await button(district.getByRole("dialog", { name: /撤回/ }), "撤回").click();
  await expect(district.getByText("撤回了，放行 1 人")).toBeVisible();
  await home();
  await expect(phone.getByText("需要医学观察")).toHaveCount(0);
});
