/** What is said aloud: once, in the language of the screen, in a voice of that language or not at all. */
import type { Page } from "@playwright/test";

import { MANAGER } from "../demo/accounts.ts";
import { identityNumber } from "../demo/document.ts";
import { expect, test } from "../fixtures.ts";
import { joinLink } from "../steps/console.ts";
import { answerAt, answerOn, openKiosk, typeNumber } from "../steps/kiosk.ts";
import { giveVoices, said } from "../steps/voice.ts";

const unknown = identityNumber("431103", "19860218", "037");

/** What stands on the screen for those who hear it. */
async function sentence(kiosk: Page): Promise<string> {
  return (await kiosk.locator(".only-heard").textContent()) ?? "";
}

test("the gate says each answer once, in Chinese with a Chinese voice", async ({ demo, device }) => {
  const kiosk = await device({ screen: "gate", scene: "nobody" });
  await giveVoices(kiosk, ["en-GB", "zh-CN"]);
  await openKiosk(kiosk, demo.gate);
  expect(await said(kiosk), "nobody is there yet").toEqual([]);

  await typeNumber(kiosk, unknown);
  await answerAt(kiosk, "refuse");
  const first = { text: await sentence(kiosk), lang: "zh-CN" };
  expect(first.text).toMatch(/\p{Script=Han}/u);
  expect(await said(kiosk)).toEqual([first]);

  await expect(answerOn(kiosk)).toHaveCount(0);
  expect(await said(kiosk), "for as long as it stood").toEqual([first]);
});

test("the gate says it in English on an English screen", async ({ demo, device }) => {
  const kiosk = await device({ screen: "gate", scene: "person-b", language: "en" });
  await giveVoices(kiosk, ["zh-CN", "en-GB"]);
  await kiosk.goto(demo.gate);
  await answerAt(kiosk, "refuse");
  const words = await sentence(kiosk);
  expect(words).toMatch(/^[\p{Script=Latin}\p{P}\p{N}\s]+$/u);
  expect(await said(kiosk)).toEqual([{ text: words, lang: "en-GB" }]);
});

test("a machine without a voice of the language answers in silence and without a fault", async ({ demo, device }) => {
  for (const voices of [[], ["en-GB"]]) {
    const kiosk = await device({ screen: "gate", scene: "nobody" });
    const faults: Error[] = [];
    kiosk.on("pageerror", (fault) => faults.push(fault));
    await giveVoices(kiosk, voices);
    await openKiosk(kiosk, demo.gate);
    await typeNumber(kiosk, unknown);
    await answerAt(kiosk, "refuse");
    expect(await said(kiosk)).toEqual([]);
    expect(faults).toEqual([]);
  }
});

test("a phone reads what one agrees to aloud, in its language; without a voice it does not offer to", async ({
  demo,
  device,
  signedIn,
}) => {
  const link = await joinLink(await signedIn(MANAGER));
  const path = new URL(link).pathname;
  for (const [language, voice, words] of [
    ["zh-CN", "zh-CN", "读给我听"],
    ["en", "en-US", "Read aloud"],
  ] as const) {
    const phone = await device({ screen: "phone", language });
    await giveVoices(phone, ["fr-FR", voice]);
    await phone.goto(`${demo.platform}${path}`);
    await expect(phone.locator(".told")).toHaveCount(2);
    const told = (await phone.locator(".told").allInnerTexts()).join("\n");
    await phone.getByRole("button", { name: words }).click();
    expect(await said(phone)).toEqual([{ text: told, lang: voice }]);

    const mute = await device({ screen: "phone", language });
    await giveVoices(mute, ["fr-FR"]);
    await mute.goto(`${demo.platform}${path}`);
    await expect(mute.locator(".told")).toHaveCount(2);
    await expect(mute.getByRole("button", { name: words })).toHaveCount(0);
  }
});
