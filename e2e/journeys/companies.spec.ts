/**
 * A company's clerk and its head office: each sees the company's own people and nobody else's, the clerk brings one in and
 * ends a crew, and whoever keeps accounts makes both kinds. On a desktop and a phone, in both languages.
 */
import { CLERK, HEAD_OFFICE, MANAGER, SECURITY } from "../demo/accounts.ts";
import { identityNumber } from "../demo/document.ts";
import { expect, test, type Language } from "../fixtures.ts";
import { faults, overflows } from "../steps/accessible.ts";
import { addWorker, button, choose, go, masked } from "../steps/console.ts";

const COMPANY = "佛山安居建筑劳务有限公司";
const OTHER = "南海顺联机电安装有限公司";

const words = {
  "zh-CN": { people: "人员", waiting: "还不能直接进的人", alerts: "预警", contractors: "参建单位" },
  en: { people: "Workers", waiting: "Who cannot just walk in", alerts: "Alerts", contractors: "Contractors" },
} as const;

const ways = [
  { language: "zh-CN", screen: "desktop" },
  { language: "en", screen: "phone" },
] as const satisfies { language: Language; screen: "desktop" | "phone" }[];

for (const { language, screen } of ways) {
  const say = words[language];

  test(`a clerk's day is the company's own people: ${language}, ${screen}`, async ({ demo, signedIn }) => {
    const page = await signedIn(CLERK, { language, screen });
    await expect(page.getByText(COMPANY).first()).toBeAttached();
    await expect(page.getByRole("heading", { name: say.waiting })).toBeVisible();
    await expect(page.getByRole("heading", { name: say.alerts })).toHaveCount(0);
    expect(await faults(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
    await page.goto(`${demo.platform}/workers`);
    await expect(page.getByRole("row").filter({ hasText: COMPANY }).first()).toBeVisible();
    await expect(page.getByText(OTHER)).toHaveCount(0);
    await page.goto(`${demo.platform}/contractors`);
    await expect(page.getByRole("row").filter({ hasText: COMPANY }).first()).toBeVisible();
    await expect(page.getByText(OTHER)).toHaveCount(0);
  });

  test(`a head office has its sites, each cut to its people: ${language}, ${screen}`, async ({ demo, signedIn }) => {
    const page = await signedIn(HEAD_OFFICE, { language, screen });
    await page.goto(`${demo.platform}/sites`);
    await expect(page.getByRole("table").getByRole("row")).toHaveCount(5);
    expect(await faults(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
    await page.goto(`${demo.platform}/today`);
    await page.locator(".town").first().click();
    await expect(page.getByRole("heading", { name: say.waiting })).toBeVisible();
  });
}

test("a clerk brings someone in, sees why they have to wait and no more, and ends a crew that the site can see leave", async ({
  demo,
  signedIn,
}) => {
  const worker = { name: "欧阳沐", document: identityNumber("441284", "19910712", "311"), phone: "15488887311", crew: "安居抢修班" };
  const clerk = await signedIn(CLERK);
  await addWorker(clerk, worker);
  await go(clerk, "人员");
  await clerk.getByLabel("找人").fill(worker.phone.slice(-4));
  await clerk.getByLabel("找人").press("Enter");
  const theirs = clerk.getByRole("row").filter({ hasText: worker.phone.slice(-4) }).filter({ hasText: masked(worker.name) });
  await expect(theirs).toContainText("今天还没申报");
  await theirs.getByRole("link").click();
  const drawer = clerk.getByRole("dialog", { name: "人员详情" });
  await expect(drawer.getByText("今天还没申报").first()).toBeVisible();
  await expect(button(drawer, "看全部")).toHaveCount(0);
  await expect(drawer.getByRole("heading", { name: "申报", exact: true })).toHaveCount(0);
  await clerk.goto(`${demo.platform}/contractors`);
  const crew = clerk.getByRole("row").filter({ hasText: worker.crew });
  await button(crew, "整体退场").click();
  await button(clerk.getByRole("dialog"), "整体退场").click();
  await expect(clerk.getByText(`${worker.crew} 已退场`)).toBeVisible();
  const manager = await signedIn(MANAGER);
  await manager.goto(`${demo.platform}/contractors`);
  await expect(manager.getByText(new RegExp(`${worker.crew} 的 1 人`))).toBeVisible();
});

test("whoever keeps accounts makes one for a company at a site, and one for its head office", async ({ signedIn }) => {
  const keeper = await signedIn(SECURITY);
  const scope = (await signedIn(MANAGER)).locator(".bar-scope");
  await expect(scope).not.toBeEmpty();
  const site = await scope.innerText();
  await button(keeper, "加一个账号").click();
  const form = keeper.getByRole("dialog", { name: "加一个账号" });
  await choose(form, "角色", "参建单位");
  // Found by its name: there are more sites than the list shows at once.
  await form.getByLabel("场所", { exact: true }).fill(site);
  await keeper.locator(".ant-select-item-option").and(keeper.getByTitle(site, { exact: true })).click();
  await expect(form.locator(".ant-select").getByTitle(site, { exact: true })).toBeVisible();
  await choose(form, "单位", OTHER);
  await form.getByLabel("登录用的账号").fill("shunlian-1");
  await form.getByLabel("名称").fill("顺联管理员");
  await button(form, "加进来").click();
  await button(keeper.getByRole("dialog", { name: "密码只显示这一次" }), "我交给本人了").click();
  await expect(keeper.getByRole("row").filter({ hasText: "shunlian-1" })).toContainText(`${OTHER} · ${site}`);
  await button(keeper, "加一个账号").click();
  await choose(form, "角色", "单位总部");
  await choose(form, "单位", new RegExp(OTHER));
  await form.getByLabel("登录用的账号").fill("shunlian");
  await form.getByLabel("名称").fill("顺联总部");
  await button(form, "加进来").click();
  await button(keeper.getByRole("dialog", { name: "密码只显示这一次" }), "我交给本人了").click();
  await expect(keeper.getByRole("row").filter({ hasText: /^shunlian(?!-)/ })).toContainText(OTHER);
});
