/** What a site's manager does in the console, in the words on the screen. */
import { expect, type Locator, type Page } from "@playwright/test";

/** A worker as the manager types them in. */
export interface NewWorker {
  name: string;
  document: string;
  phone: string;
  crew: string;
}

/** A button by its words; the design sets a blank between two Chinese characters. */
export function button(within: Page | Locator, words: string): Locator {
  return within.getByRole("button", { name: new RegExp([...words].join("\\s?")) });
}

/** Goes to a part of the console by its name in the navigation. */
export async function go(page: Page, part: string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: part }).click();
  await expect(page.getByRole("heading", { level: 1, name: part })).toBeVisible();
}

/** Adds a worker by the form. */
export async function addWorker(page: Page, worker: NewWorker): Promise<void> {
  await go(page, "人员");
  await button(page, "加一个人").click();
  const form = page.getByRole("dialog", { name: "加一个人" });
  await form.getByLabel("姓名", { exact: true }).fill(worker.name);
  await form.getByLabel("证件号码").fill(worker.document);
  await form.getByLabel("手机").fill(worker.phone);
  await form.getByLabel("班组").fill(worker.crew);
  await page.keyboard.press("Escape"); // closes the list of crews, not the form
  await button(form, "加进来").click();
  await expect(page.getByText(`加好了：${masked(worker.name)}`)).toBeVisible();
  // Closed, it gives the focus back to the button that opened it.
  await expect(form).toBeHidden();
}

/** A name as lists show it: its first and its last character. */
export function masked(name: string): string {
  return `${name.slice(0, 1)}*${name.length > 2 ? name.slice(-1) : ""}`;
}

/** Opens a worker's drawer from the list, found by the tail of their phone, which another may share. */
export async function openWorker(page: Page, worker: NewWorker): Promise<Locator> {
  await go(page, "人员");
  await page.getByLabel("找人").fill(worker.phone.slice(-4));
  await page.getByLabel("找人").press("Enter");
  const rows = page.getByRole("table", { name: "人员" }).getByRole("row");
  const theirs = rows.filter({ hasText: worker.phone.slice(-4) }).filter({ hasText: masked(worker.name) });
  await theirs.getByRole("link").click();
  const drawer = page.getByRole("dialog", { name: "人员详情" });
  await expect(drawer.getByRole("heading", { name: "人脸" })).toBeVisible();
  return drawer;
}

/** Reads the consent to the worker and records it. The camera opens after it, never before. */
export async function giveConsent(page: Page, drawer: Locator): Promise<void> {
  await button(drawer, "给本人看同意书").click();
  const reading = page.getByRole("dialog", { name: "先让本人看清楚" });
  await expect(reading.getByRole("document")).toContainText("你可以不同意");
  await expect(page.getByLabel("摄像头画面")).toHaveCount(0);
  await reading.getByRole("checkbox").check();
  await button(reading, "记下同意").click();
}

/** Takes the three pictures with whoever stands before the camera. */
export async function takePictures(page: Page): Promise<void> {
  const camera = page.getByRole("dialog", { name: "录人脸" });
  await button(camera, "开始拍").click();
  await expect(page.getByText("录好了。照片已经删掉")).toBeVisible({ timeout: 30_000 });
}

/** A one-time code with which the worker signs in on their phone. */
export async function signInCode(page: Page, drawer: Locator): Promise<string> {
  await button(drawer, "给一个登录码").click();
  const dialog = page.getByRole("dialog", { name: "念给本人听" });
  const code = await dialog.getByRole("status").textContent();
  expect(code).toMatch(/^\d{6}$/);
  await dialog.getByRole("button").last().click();
  await expect(dialog).toBeHidden();
  return code ?? "";
}

/** Chooses from a list that opens under its field, again where the list was still moving, as a person would. */
export async function choose(within: Page | Locator, field: string, option: string | RegExp): Promise<void> {
  const page = "page" in within ? within.page() : within;
  const select = within.locator(".ant-select").filter({ has: page.getByLabel(field, { exact: true }) });
  await expect(async () => {
    await select.click();
    const exact = typeof option === "string";
    await page.locator(".ant-select-item-option").and(page.getByTitle(option, { exact })).click({ timeout: 3_000 });
    await expect(select.getByTitle(option, { exact })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
}

/** Turns the alerts to those of one state, which may stand beside their count. */
export async function inbox(page: Page, state: string): Promise<void> {
  await page.getByRole("radiogroup").getByText(new RegExp(`^${state}`)).click();
}

/** The alert about a worker whose masked name is `name`, in the open inbox. */
export function alertOf(page: Page, name: string): Locator {
  return page.getByRole("article").filter({ hasText: name });
}

/** The link in the QR code that hangs at the site, from its manager's first page. */
export async function joinLink(page: Page): Promise<string> {
  await page.getByRole("navigation").getByRole("link", { name: "今天" }).click();
  return (await page.getByRole("main").getByText(/\/worker\/join\//).textContent()) ?? "";
}
