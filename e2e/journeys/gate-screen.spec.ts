/** The gate's screen as people read it: from three metres, upright and lying, in both languages, whatever is said. */
import { expect, test, type Language } from "../fixtures.ts";
import { crowded, faint } from "../steps/legible.ts";
import { answerOn } from "../steps/kiosk.ts";
import { openPretended, type Said } from "../steps/pretend-gate.ts";

const longName = "买**江·阿卜杜热依木";
const longCrew = "主体结构钢筋班组二队";
const clear: Said["grounds"] = [["clear", { zh: "请进", en: "Please go in." }]];
const card: Said["grounds"] = [["card_asked", { zh: "请门卫核对证件", en: "Show your card to the guard." }]];
const undeclared: Said["grounds"][number] = [
  "no_declaration",
  { zh: "今天还没申报，请扫码填一下", en: "Not declared yet today. Scan to fill it in." },
];
const observed: Said["grounds"][number] = [
  "area",
  { zh: "观察期还没结束，请找现场管理员", en: "The observation period is not over. Please see the site's staff." },
];
const stranger: Said["grounds"][number] = [
  "not_recognised",
  { zh: "没认出来，请扫码或报身份证号", en: "Not recognised. Use your QR code or identity number." },
];
const unrecorded: Said["grounds"][number] = [
  "not_recorded",
  { zh: "闸机记不下通行记录，请门卫人工核对", en: "The gate cannot record the passage. The guard checks by hand." },
];

const answers: Said[] = [
  { answer: "pass", name: "王*国", crew: "钢筋一班", grounds: clear },
  { answer: "pass", name: longName, crew: longCrew, grounds: card },
  { answer: "hold", name: "王*国", crew: "钢筋一班", grounds: [undeclared], scan: true },
  { answer: "hold", name: longName, crew: longCrew, grounds: [observed, undeclared], scan: true },
  { answer: "hold", name: longName, crew: longCrew, grounds: [unrecorded] },
  { answer: "refuse", grounds: [stranger] },
  { answer: "refuse", name: "王*国", crew: "钢筋一班", grounds: [observed] },
];

/** Least height of the reason's letters, in pixels: 13 mm on a 10-inch panel lying, 19 mm on a 21-inch one upright. */
const LEAST = { gate: 64, upright: 76 } as const;

for (const screen of ["gate", "upright"] as const) {
  for (const language of ["zh-CN", "en"] as Language[]) {
    test(`${screen}, ${language}: every answer is large, whole and of strong contrast`, async ({ demo, device }) => {
      const page = await device({ screen, language });
      const gate = await openPretended(page, demo.gate);
      for (const said of answers) {
        gate.answer(said);
        const words = said.grounds[0]?.[1];
        const reason = answerOn(page).getByText(language === "en" ? (words?.en ?? "") : (words?.zh ?? ""), { exact: true });
        const passes = said.answer === "pass" && said.grounds === clear;
        if (passes) await expect(answerOn(page).locator(".answer-name")).toBeVisible();
        else await expect(reason).toBeVisible();
        const parts = ".answer-mark, .answer h1, .answer-name, .answer-crew, .answer-ground, .answer-qr, .camera";
        expect(await crowded(page, parts)).toEqual([]);
        expect(await faint(page, 7)).toEqual([]);
        if (passes) continue;
        const size = await reason.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
        expect(size, words?.en).toBeGreaterThanOrEqual(LEAST[screen]);
      }
    });

    test(`${screen}, ${language}: what is repeated while they stay is whole`, async ({ demo, device }) => {
      const page = await device({ screen, language });
      const gate = await openPretended(page, demo.gate);
      const band = page.locator(".guidance");
      gate.sees(null);
      await expect(band).toHaveText(language === "en" ? "Looking, hold still" : "正在看，请别动");
      gate.answer({ answer: "hold", name: "王*国", grounds: [observed] });
      await answerOn(page).click();
      await expect(band).toHaveText(observed[1][language === "en" ? "en" : "zh"]);
      expect(await band.evaluate((element) => element.scrollHeight <= element.clientHeight)).toBe(true);
    });

    test(`${screen}, ${language}: what stands there before an answer is of strong contrast, by day and by night`, async ({
      demo,
      device,
    }) => {
      const page = await device({ screen, language });
      const gate = await openPretended(page, demo.gate);
      const readable = async (what: string) => {
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await faint(page, 7), `${what}, ${colorScheme}`).toEqual([]);
        }
      };
      await readable("idle");
      gate.sees("too_dark");
      await expect(page.locator("main.kiosk")).toHaveAttribute("data-lit", "true");
      await readable("lighting a face");
      await page.getByRole("button", { name: language === "en" ? "Code / number" : "扫码 / 报号" }).click();
      gate.say({ type: "problem", code: "number", words: { zh: "号码输错了一位，请再看一下", en: "A digit is mistyped. Look again." } });
      await expect(page.getByRole("alert")).toBeVisible();
      await readable("typing");
      gate.say({ type: "claim", wants: "face", text: { zh: "请看镜头，核对一下是不是本人", en: "Look at the camera to confirm that it is you." } });
      await expect(page.getByRole("button", { name: language === "en" ? "Cancel" : "取消" })).toBeVisible();
      await readable("waiting for a face");
    });
  }
}

test("an answer stays for a glance, to be read, or to be scanned, and ends for the next person at once", async ({
  demo,
  device,
}) => {
  const page = await device({ screen: "gate" });
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(3_600_000);
  const gate = await openPretended(page, demo.gate);
  for (const [said, stays] of [
    [{ answer: "pass", name: "王*国", grounds: clear }, 2500],
    [{ answer: "refuse", grounds: [stranger] }, 6000],
    [{ answer: "hold", name: "王*国", grounds: [undeclared], scan: true }, 10_000],
  ] as [Said, number][]) {
    gate.answer(said);
    await expect(answerOn(page)).toBeVisible();
    await page.clock.runFor(100);
    await page.clock.runFor(stays - 200);
    await expect(answerOn(page)).toBeVisible();
    await page.clock.runFor(300);
    await expect(answerOn(page)).toHaveCount(0);
  }
  gate.answer({ answer: "refuse", grounds: [stranger] });
  await expect(answerOn(page)).toHaveAttribute("data-answer", "refuse");
  gate.answer({ answer: "pass", name: "李*", grounds: clear });
  await expect(answerOn(page)).toHaveAttribute("data-answer", "pass");
  await answerOn(page).click();
  await expect(answerOn(page), "a touch puts it away").toHaveCount(0);
});

test("a mistyped number stays, and its one wrong digit is put right", async ({ demo, device }) => {
  const page = await device({ screen: "gate" });
  const gate = await openPretended(page, demo.gate);
  await page.getByRole("button", { name: "扫码 / 报号" }).click();
  const ways = page.getByRole("region", { name: "扫码或报号" });
  const press = (name: string) => ways.getByRole("button", { name, exact: true }).click();
  for (const key of "440605199003070510") await press(key);
  await press("确定");
  gate.say({ type: "problem", code: "number", words: { zh: "号码输错了一位，请再看一下", en: "" } });
  await expect(ways.getByRole("alert")).toBeVisible();
  const number = ways.getByRole("status");
  await expect(number).toHaveText("••••••••••••••0510");
  await press("看号码");
  await expect(number).toHaveText("440605199003070510");
  for (let back = 0; back < 3; back++) await press("往前一位");
  await press("0");
  await press("确定");
  const typed = () => gate.heard.filter(({ type }) => type === "number").map(({ number }) => number);
  await expect.poll(typed).toEqual(["440605199003070510", "440605199003070010"]);
  gate.answer({ answer: "pass", name: "王*国", grounds: card });
  await expect(ways, "the next person begins with nothing").toHaveCount(0);
});
