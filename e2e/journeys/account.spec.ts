/** Accounts in a real browser: two people on one device, a second factor, an account made and made one's own. */
import type { Page } from "@playwright/test";

import { MANAGER, passwordOf, SECURITY } from "../demo/accounts.ts";
import { codeOf } from "../demo/authenticator.ts";
import { identityNumber } from "../demo/document.ts";
import { keepPasskeys } from "../demo/passkeys.ts";
import { expect, test } from "../fixtures.ts";
import { addWorker, button, choose, go, openWorker, signInCode } from "../steps/console.ts";
import { signIn } from "../steps/phone.ts";

/** Gives account and password on the page for signing in. */
async function enter(page: Page, account: string, password: string): Promise<void> {
  await page.getByLabel("账号").fill(account);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await button(page, "登录").click();
}

test("a worker signs in on the manager's own device, and neither ends the other's session", async ({ demo, signedIn }) => {
  const worker = {
    name: "韦木棉",
    document: identityNumber("450922", "19920318", "061"),
    phone: "15488886061",
    crew: "模板一班",
  };
  const page = await signedIn(MANAGER);
  await addWorker(page, worker);
  const code = await signInCode(page, await openWorker(page, worker));
  await signIn(page, demo.platform, worker.phone, code);
  await page.goto(`${demo.platform}/today`);
  await expect(page.getByRole("navigation").getByRole("link", { name: "人员" })).toBeVisible();
  await page.goto(`${demo.platform}/worker/`);
  await expect(page.getByRole("heading", { level: 1, name: /你好/ })).toBeVisible();
});

test("with a second factor the password alone lets nobody in, and a session elsewhere is ended", async ({
  demo,
  device,
  signedIn,
}) => {
  const account = "site-05";
  const page = await signedIn(account);
  await go(page, "我的账号");
  await button(page, "设动态码").click();
  const steps = page.getByRole("dialog", { name: "设动态码" });
  await steps.getByLabel("现在的密码").fill(passwordOf(account));
  await button(steps, "下一步").click();
  await expect(steps.getByRole("img", { name: /二维码/ })).toBeVisible();
  const secret = (await steps.locator("code").textContent()) ?? "";
  await steps.getByLabel("验证器上的 6 位数字").fill(codeOf(secret));
  await button(steps, "开起来").click();
  const recovery = steps.getByRole("list", { name: /恢复码/ }).getByRole("listitem");
  await expect(recovery).toHaveCount(10);
  const spare = (await recovery.first().textContent()) ?? "";
  await button(steps, "我存好了").click();
  await expect(page.getByText("登录要输动态码。恢复码还剩 10 个。")).toBeVisible();

  const elsewhere = await device();
  await elsewhere.goto(demo.platform);
  await enter(elsewhere, account, passwordOf(account));
  await elsewhere.getByLabel("动态码").fill("000000");
  await button(elsewhere, "登录").click();
  await expect(elsewhere.getByRole("alert")).toContainText("动态码不对");
  await elsewhere.getByLabel("动态码").fill(spare);
  await button(elsewhere, "登录").click();
  await go(elsewhere, "我的账号");

  await page.reload();
  await button(page, "退掉别处的").click();
  await expect(page.getByText("别处的登录都退掉了")).toBeVisible();
  await elsewhere.getByRole("navigation").getByRole("link", { name: "人员" }).click();
  const again = elsewhere.getByRole("dialog", { name: "登录到时间了" });
  await again.getByLabel("账号").fill(account);
  await again.getByLabel("密码", { exact: true }).fill(passwordOf(account));
  await again.getByRole("button", { name: "登录", exact: true }).click();
  await again.getByLabel("动态码").fill(codeOf(secret, 1));
  await again.getByRole("button", { name: "登录", exact: true }).click();
  await expect(again).toBeHidden();
  await expect(elsewhere.getByRole("table", { name: "人员" })).toBeVisible();
});

test("a passkey is added, signs its owner in alone and after the password, and goes with a recovery code", async ({
  demo,
  device,
}) => {
  const account = "site-06";
  const page = await device();
  await keepPasskeys(page);
  await page.goto(demo.platform);
  await enter(page, account, passwordOf(account));
  await go(page, "我的账号");
  await button(page, "加通行密钥").click();
  const adding = page.getByRole("dialog", { name: "加通行密钥" });
  await adding.getByLabel("叫什么").fill("门卫室电脑");
  await adding.getByLabel("现在的密码").fill(passwordOf(account));
  await button(adding, "下一步").click();
  const codes = page.getByRole("dialog", { name: "通行密钥加好了" });
  const spare = (await codes.getByRole("listitem").first().textContent()) ?? "";
  await button(codes, "我存好了").click();
  const passkeys = page.getByRole("table", { name: "通行密钥" });
  await expect(passkeys).toContainText("门卫室电脑");
  await expect(passkeys).toContainText("还没用过");

  const signOut = async () => {
    await page.context().clearCookies();
    await page.goto(`${demo.platform}/account`);
  };
  await signOut();
  await button(page, "用通行密钥").click();
  await expect(page.getByRole("heading", { level: 1, name: "我的账号" })).toBeVisible();
  await expect(passkeys).not.toContainText("还没用过");

  await signOut();
  await enter(page, account, passwordOf(account));
  await button(page, "用通行密钥").click();
  await expect(page.getByRole("heading", { level: 1, name: "我的账号" })).toBeVisible();

  await passkeys.getByRole("button", { name: /改名/ }).click();
  const naming = page.getByRole("dialog", { name: "改名" });
  await naming.getByLabel("叫什么").fill("值班手机");
  await button(naming, "改名").click();
  await expect(passkeys).toContainText("值班手机");
  await passkeys.getByRole("button", { name: /去掉/ }).click();
  const removal = page.getByRole("dialog", { name: "去掉“值班手机”" });
  await removal.getByLabel("现在的密码").fill(passwordOf(account));
  await removal.getByLabel("恢复码").fill(spare);
  await button(removal, "去掉").click();
  await expect(page.getByText("还没有通行密钥")).toBeVisible();

  await signOut();
  await button(page, "用通行密钥").click();
  await expect(page.getByRole("alert")).toContainText("这个通行密钥登录不了");
});

test("an account is added, and opens nothing until its owner has made the password their own", async ({
  demo,
  device,
  signedIn,
}) => {
  const keeper = await signedIn(SECURITY);
  await button(keeper, "加一个账号").click();
  const form = keeper.getByRole("dialog", { name: "加一个账号" });
  await choose(form, "角色", "镇街专员");
  await choose(form, "镇街", /桂城/);
  await form.getByLabel("登录用的账号").fill("guicheng-2");
  await form.getByLabel("名称").fill("桂城街道值班");
  await button(form, "加进来").click();
  const handed = keeper.getByRole("dialog", { name: "密码只显示这一次" });
  const password = (await handed.locator("code").nth(1).textContent()) ?? "";
  await button(handed, "我交给本人了").click();
  await expect(keeper.getByRole("table", { name: "账号" })).toContainText("guicheng-2");

  const owner = await device({ screen: "phone" });
  await owner.goto(`${demo.platform}/workers`);
  await enter(owner, "guicheng-2", password);
  await expect(owner.getByRole("heading", { name: "先换成自己的密码" })).toBeVisible();
  await owner.goto(`${demo.platform}/alerts`);
  await expect(owner.getByRole("heading", { name: "先换成自己的密码" })).toBeVisible();
  await owner.getByLabel("现在的密码").fill(password);
  await owner.getByLabel("新密码", { exact: true }).fill("guicheng-2020-own");
  await owner.getByLabel("新密码再输一遍").fill("guicheng-2020-own");
  await button(owner, "改密码").click();
  await expect(owner.getByRole("heading", { level: 1, name: "预警" })).toBeVisible();
});
