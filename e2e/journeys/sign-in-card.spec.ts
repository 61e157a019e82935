/** A worker without a phone number signs in with the card that their site printed, and nobody by a lost one. */
import { MANAGER } from "../demo/accounts.ts";
import { identityNumber } from "../demo/document.ts";
import { expect, test, type Language } from "../fixtures.ts";
import { faults, overflows } from "../steps/accessible.ts";
import { addWorker, button, openWorker } from "../steps/console.ts";

const WORDS = {
  "zh-CN": { byCard: "有登录卡？用卡登录", code: "登录卡号", tail: "证件号后四位", enter: "登录", wrong: /证件后四位不对/, hello: /你好/ },
  en: {
    byCard: "Have a sign-in card? Use it", code: "Card number", tail: "Last four signs of your document",
    enter: "Sign in", wrong: /the last four signs of the document are not/, hello: /Hello/,
  },
} as const;

const PEOPLE: [Language, string, string][] = [
  ["zh-CN", "韦木蓝", "203"],
  ["en", "韦青黛", "205"],
];

for (const [language, name, serial] of PEOPLE) {
  test(`a card is printed, opens the worker's page with the end of their document, and is ended once lost (${language})`, async ({
    demo,
    device,
    signedIn,
  }) => {
    const say = WORDS[language];
    const worker = { name, document: identityNumber("450922", "19920318", serial), phone: "", crew: "模板一班" };
    const manager = await signedIn(MANAGER);
    await addWorker(manager, worker);
    const drawer = await openWorker(manager, worker);
    await button(drawer, "打印登录卡").click();
    await button(manager.getByRole("dialog", { name: "打印 1 张登录卡？" }), "打印登录卡").click();
    const sheet = manager.getByRole("dialog", { name: "登录卡做好了，现在打印" });
    await expect(sheet.getByRole("img", { name: new RegExp(name) })).toBeVisible();
    await expect(sheet.getByText(worker.name)).toBeVisible();
    expect(await faults(manager)).toEqual([]);
    const code = (await sheet.locator(".sign-in-card-code").textContent()) ?? "";
    await sheet.getByRole("button").last().press("Escape");

    const page = await device({ language, screen: "phone" });
    await page.goto(`${demo.platform}/worker/`);
    await page.getByRole("button", { name: say.byCard }).click();
    await page.getByLabel(say.code).fill(code);
    await page.getByLabel(say.tail).fill("0000");
    await page.getByRole("button", { name: say.enter, exact: true }).click();
    await expect(page.getByText(say.wrong)).toBeVisible();
    expect(await faults(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);

    // What the code on the card opens.
    await page.goto(`${demo.platform}/worker/card#${code.replaceAll("-", "").toLowerCase()}`);
    await expect(page.getByLabel(say.tail)).toBeVisible();
    await expect(page.getByLabel(say.code)).toHaveCount(0);
    expect(page.url()).not.toContain("#");
    await page.getByLabel(say.tail).fill(worker.document.slice(-4));
    await page.getByRole("button", { name: say.enter, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: say.hello })).toBeVisible();

    await button(drawer, "卡丢了，作废").click();
    await expect(button(drawer, "卡丢了，作废")).toBeHidden();
    const finder = await device({ language, screen: "phone" });
    await finder.goto(`${demo.platform}/worker/card#${code}`);
    await finder.getByLabel(say.tail).fill(worker.document.slice(-4));
    await finder.getByRole("button", { name: say.enter, exact: true }).click();
    await expect(finder.getByText(say.wrong)).toBeVisible();
  });
}
