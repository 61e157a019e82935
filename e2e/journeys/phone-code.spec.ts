/** Workers sign in with a code sent to their phone, on a small phone and in both languages. */
import type { Page } from "@playwright/test";

import { MANAGER } from "../demo/accounts.ts";
import { identityNumber } from "../demo/document.ts";
import { expect, test, type Language } from "../fixtures.ts";
import { faults, overflows } from "../steps/accessible.ts";
import { addWorker, type NewWorker } from "../steps/console.ts";
import { codeFor, openOutbox, otherThan } from "../steps/outbox.ts";

const WORDS = {
  "zh-CN": {
    phone: "手机号", code: "登录码", get: "获取登录码", again: /秒后可以再要/, enter: "登录",
    wrong: /手机号或登录码不对/, void: /错了 5 次，这个登录码作废了/, number: "手机号是 11 位，1 开头", hello: /你好/,
  },
  en: {
    phone: "Mobile number", code: "Sign-in code", get: "Get a code", again: /Again in \d+ s/, enter: "Sign in",
    wrong: /The phone or the code is not right/, void: /Five wrong tries/, number: "A mobile number has 11 digits and starts with 1", hello: /Hello/,
  },
} as const;

function worker(name: string, serial: string, phone: string): NewWorker {
  return { name, document: identityNumber("450922", "19920318", serial), phone, crew: "模板一班" };
}

/** Types a code and sends it. */
async function give(page: Page, code: string, say: { code: string; enter: string }): Promise<void> {
  await page.getByLabel(say.code, { exact: true }).fill(code);
  await page.getByRole("button", { name: say.enter, exact: true }).click();
}

const PEOPLE: [Language, NewWorker][] = [
  ["zh-CN", worker("韦红棉", "103", "15488887103")],
  ["en", worker("韦白兰", "105", "15488887105")],
];

for (const [language, person] of PEOPLE) {
  test(`a worker signs in by the code on their phone (${language})`, async ({ demo, device, signedIn }) => {
    const say = WORDS[language];
    await addWorker(await signedIn(MANAGER), person);
    const outbox = await device({ language, screen: "phone" });
    await openOutbox(outbox, demo.platform);

    const page = await device({ language, screen: "phone" });
    await page.goto(`${demo.platform}/worker/`);
    await page.getByRole("button", { name: say.get }).click();
    await expect(page.getByText(say.number)).toBeVisible();
    await page.getByLabel(say.phone).fill(person.phone);
    await page.getByRole("button", { name: say.get }).click();
    await expect(page.getByRole("button", { name: say.again })).toBeDisabled();
    await expect(page.getByLabel(say.code, { exact: true })).toBeFocused();
    const code = await codeFor(outbox, person.phone);
    for (const screen of [page, outbox]) {
      expect(await faults(screen)).toEqual([]);
      expect(await overflows(screen)).toBe(false);
    }
    await give(page, otherThan(code), say);
    await expect(page.getByText(say.wrong)).toBeVisible();
    await give(page, code, say);
    await expect(page.getByRole("heading", { level: 1, name: say.hello })).toBeVisible();
  });
}

test("after five wrong tries the right code opens nothing, and the page says to get another", async ({ demo, device, signedIn }) => {
  const person = worker("韦木槿", "107", "15488887107");
  const say = WORDS["zh-CN"];
  await addWorker(await signedIn(MANAGER), person);
  const outbox = await device();
  await openOutbox(outbox, demo.platform);
  const page = await device({ screen: "phone" });
  await page.goto(`${demo.platform}/worker/`);
  await page.getByLabel(say.phone).fill(person.phone);
  await page.getByRole("button", { name: say.get }).click();
  const code = await codeFor(outbox, person.phone);
  for (let tries = 0; tries < 5; tries += 1) {
    await give(page, otherThan(code), say);
    await expect(page.getByText(say.wrong)).toBeVisible();
  }
  await give(page, code, say);
  await expect(page.getByText(say.void)).toBeVisible();
});

test("two who share a phone say who they are, and a number that nobody has is answered alike", async ({ demo, device, signedIn }) => {
  const [husband, wife] = [worker("何山", "111", "15488887111"), worker("韦小梅", "113", "15488887111")];
  const say = WORDS["zh-CN"];
  const manager = await signedIn(MANAGER);
  await addWorker(manager, husband);
  await addWorker(manager, wife);
  const outbox = await device();
  await openOutbox(outbox, demo.platform);
  const page = await device({ screen: "phone" });
  await page.goto(`${demo.platform}/worker/`);
  await page.getByLabel(say.phone).fill("15400000000");
  await page.getByRole("button", { name: say.get }).click();
  const sent = page.getByText(/登记过的手机号，短信马上就到/);
  await expect(sent).toBeVisible();
  await page.getByLabel(say.phone).fill(husband.phone);
  await page.getByRole("button", { name: say.get }).click();
  await expect(sent).toBeVisible();
  await give(page, await codeFor(outbox, husband.phone), say);
  await expect(page.getByRole("heading", { level: 1, name: "你是哪一位？" })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: `韦*梅 证件尾号 ${wife.document.slice(-4)}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: /你好/ })).toBeVisible();
  await expect(outbox.getByText("154 0000 0000")).toHaveCount(0);
});
