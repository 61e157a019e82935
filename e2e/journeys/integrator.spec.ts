/** An outside system's token: given out in the console, used by a program, revoked, refused. */
import { SYSTEM } from "../demo/accounts.ts";
import { expect, test } from "../fixtures.ts";
import { button, choose, go } from "../steps/console.ts";

/** Asks as a program does: no browser, no cookie. */
async function ask(platform: string, path: string, token: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${platform}/api${path}`, {
    headers: { Authorization: `Bearer ${token}`, "Accept-Language": "zh-CN" },
  });
  expect(answer.headers.get("set-cookie")).toBeNull();
  return { status: answer.status, body: await answer.json() };
}

test("a token is given out on a desktop, used, seen as used, and refused once it is revoked", async ({ demo, signedIn }) => {
  const page = await signedIn(SYSTEM);
  await go(page, "接口令牌");
  await expect(page.getByText("还没有接口令牌")).toBeVisible();
  await button(page, "发一个令牌").click();
  const form = page.getByRole("dialog", { name: "发一个令牌" });
  await form.getByLabel("系统名称").fill("区数据平台");
  await form.getByLabel("用途").fill("每天汇总各场所人数");
  await choose(form, "管到哪里", "一个镇街");
  await choose(form, "镇街", /桂城/);
  await button(form, "生成令牌").click();
  await expect(form.getByText("至少选一项")).toBeVisible();
  await form.getByRole("checkbox", { name: "看统计数字" }).check();
  await form.getByRole("checkbox", { name: "看场所和人数" }).check();
  await button(form, "生成令牌").click();
  const handed = page.getByRole("dialog", { name: "令牌只显示这一次" });
  const token = (await handed.locator("code").textContent()) ?? "";
  expect(token).toMatch(/^swi_[0-9a-z]{39}$/);
  await button(handed, "我存好了").click();
  const row = page.getByRole("table", { name: "接口令牌" }).getByRole("row").filter({ hasText: "区数据平台" });
  await expect(row).toContainText(token.slice(0, 12));
  await expect(row).toContainText("还没用过");
  await expect(page.getByText(token)).toHaveCount(0);

  const figures = await ask(demo.platform, "/overview", token);
  expect(figures.status).toBe(200);
  expect((figures.body as { people: number }).people).toBeGreaterThan(0);
  expect(await ask(demo.platform, "/passages", token)).toMatchObject({ status: 403, body: { code: "denied" } });
  expect(await ask(demo.platform, "/account", token)).toMatchObject({ status: 401, body: { code: "signed_out" } });
  await page.reload();
  await expect(row).not.toContainText("还没用过");

  await button(row, "停用").click();
  await button(page.getByRole("dialog", { name: /停用“区数据平台”/ }), "停用").click();
  await expect(row).toContainText("停用了");
  const refused = await ask(demo.platform, "/overview", token);
  expect(refused).toMatchObject({ status: 401, body: { code: "token_revoked" } });
  expect((refused.body as { detail: string }).detail).toContain("已经停用");
});

test("on a phone, in English, a token of one site opens that site alone", async ({ demo, signedIn }) => {
  const page = await signedIn(SYSTEM, { screen: "phone", language: "en" });
  await page.goto(`${demo.platform}/integrators`);
  await page.getByRole("button", { name: "Give out a token" }).click();
  const form = page.getByRole("dialog", { name: "Give out a token" });
  await form.getByLabel("System").fill("Attendance");
  await form.getByLabel("Purpose").fill("Hours from passages");
  await form.getByLabel("Site", { exact: true }).click();
  await page.locator(".ant-select-item-option").first().click();
  await form.getByRole("checkbox", { name: "See passages" }).check();
  await form.getByRole("checkbox", { name: "See sites and head counts" }).check();
  await form.getByRole("button", { name: "Make the token" }).click();
  const handed = page.getByRole("dialog", { name: "The token is shown once" });
  const token = (await handed.locator("code").textContent()) ?? "";
  await handed.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByText("Attendance")).toBeVisible();
  const sites = await ask(demo.platform, "/sites", token);
  expect((sites.body as { items: unknown[] }).items).toHaveLength(1);
  expect((await ask(demo.platform, "/passages", token)).status).toBe(200);
});
