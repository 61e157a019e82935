/**
 * The registry as a site's manager keeps it: a list with faults comes in and is corrected, details are edited while
 * someone else edits them too, and a crew leaves and comes back. On a desktop and a phone, in both languages.
 */
import { MANAGER } from "../demo/accounts.ts";
import { identityNumber } from "../demo/document.ts";
import { expect, test, type Language } from "../fixtures.ts";
import { button, masked } from "../steps/console.ts";

const words = {
  "zh-CN": {
    find: "找人",
    person: "人员详情",
    edit: "改资料",
    save: "存好",
    saved: "改好了",
    crew: "班组",
    put: /^换成/,
    phone: "新的手机号",
    more: "更多",
    import: "导入名册",
    choose: "选一个文件",
    taken: "导入好了",
    forReal: (rows: number) => `正式导入 ${rows} 行`,
    badNumber: "证件号码有一位输错了",
    leave: "整体退场",
    undo: "撤销",
    back: "2 人回来了",
    theirs: "还要按你填的改",
    changed: "别人刚改过",
    badPhone: "手机号要 11 位",
  },
  en: {
    find: "Find",
    person: "Worker",
    edit: "Edit details",
    save: "Save",
    saved: "Saved",
    crew: "Crew",
    put: /^Change it/,
    phone: "New number",
    more: "More",
    import: "Import a list",
    choose: "Choose a file",
    taken: "Imported",
    forReal: (rows: number) => `Import ${rows} ${rows === 1 ? "row" : "rows"}`,
    badNumber: "One digit of the document number is mistyped",
    leave: "All leave",
    undo: "Undo",
    back: "people are back",
    theirs: "to have it your way",
    changed: "Someone else changed this",
    badPhone: "A mobile number has 11 digits",
  },
} as const;

const ways = [
  { language: "zh-CN", screen: "desktop", at: "1" },
  { language: "zh-CN", screen: "phone", at: "2" },
  { language: "en", screen: "desktop", at: "3" },
  { language: "en", screen: "phone", at: "4" },
] as const satisfies { language: Language; screen: "desktop" | "phone"; at: string }[];

/** A list as a spreadsheet would write it. */
const list = (lines: string[]) => ({
  name: "workers.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["姓名,身份证号,手机,班组", ...lines].join("\n")),
});

for (const { language, screen, at } of ways) {
  const say = words[language];
  const crew = `巡检${at}班`;
  const people = [
    { name: "卓远山", document: identityNumber("441284", "19880312", `10${at}`), phone: `1548888710${at}` },
    { name: "蔺青禾", document: identityNumber("441284", "19890312", `20${at}`), phone: `1548888720${at}` },
  ] as const;
  const line = (one: (typeof people)[number], document: string = one.document) => [one.name, document, one.phone, crew].join(",");

  test.describe(`${language}, ${screen}`, () => {
    test.describe.configure({ mode: "serial" });

    test("a list with a fault comes in but for the faulty row, and the row once it is corrected", async ({ demo, signedIn }) => {
      const page = await signedIn(MANAGER, { language, screen });
      await page.goto(`${demo.platform}/workers`);
      if (screen === "phone") await button(page, say.more).click();
      await button(page, say.import).click();
      const drawer = page.getByRole("dialog", { name: say.import });
      const file = drawer.getByLabel(say.choose);
      const mistyped = people[1].document.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
      await file.setInputFiles(list([line(people[0]), line(people[1], mistyped)]));
      await expect(drawer.getByText(say.badNumber)).toBeVisible();
      await button(drawer, say.forReal(1)).click();
      await expect(drawer.getByRole("heading", { name: say.taken })).toBeVisible();
      await file.setInputFiles(list([line(people[0]), line(people[1])]));
      await button(drawer, say.forReal(1)).click();
      await expect(drawer.locator("[data-figure=added] dd")).toHaveText("1");
      await expect(drawer.locator("[data-figure=unchanged] dd")).toHaveText("1");
      await expect(drawer.locator("[data-figure=faulty] dd")).toHaveText("0");
    });

    test("who edits what someone else has just changed is told, keeps what they typed, and decides", async ({ demo, signedIn }) => {
      const open = async () => {
        const page = await signedIn(MANAGER, { language, screen });
        await page.goto(`${demo.platform}/workers`);
        await page.getByLabel(say.find).fill(people[0].phone.slice(-4));
        await page.getByLabel(say.find).press("Enter");
        const tail = page.getByRole("row").filter({ hasText: people[0].phone.slice(-4) });
        const row = tail.filter({ hasText: masked(people[0].name) });
        await row.getByRole("link").click();
        expect(page.url(), "what is searched for stands in no address").not.toContain(people[0].phone.slice(-4));
        await button(page.getByRole("dialog", { name: say.person }), say.edit).click();
        const form = page.getByRole("dialog").last();
        await form.getByLabel(say.put).first().check();
        return { page, form };
      };
      const mine = await open();
      const theirs = await open();
      await theirs.form.getByLabel(say.phone).fill(`1378888710${at}`);
      await button(theirs.form, say.save).click();
      await expect(theirs.page.getByText(say.saved)).toBeVisible();

      await mine.form.getByLabel(say.phone).fill("138");
      await button(mine.form, say.save).click();
      await expect(mine.form.getByText(say.changed).first()).toBeVisible();
      await expect(mine.form.getByText(say.theirs)).toBeVisible();
      await expect(mine.form.getByLabel(say.phone), "what was typed is kept").toHaveValue("138");
      await button(mine.form, say.save).click();
      await expect(mine.form.getByText(say.badPhone).first()).toBeVisible();
      await mine.form.getByLabel(say.phone).fill(people[0].phone);
      await button(mine.form, say.save).click();
      await expect(mine.page.getByText(say.saved)).toBeVisible();
      await expect(mine.page.getByRole("dialog", { name: say.person })).toContainText(`154****710${at}`);
    });

    test("a crew leaves in one act and comes back by another", async ({ demo, signedIn }) => {
      const page = await signedIn(MANAGER, { language, screen });
      await page.goto(`${demo.platform}/contractors`);
      const row = page.getByRole("row").filter({ hasText: crew });
      await button(row, say.leave).click();
      await button(page.getByRole("dialog"), say.leave).click();
      const left = page.getByRole("main").getByRole("alert").filter({ hasText: crew });
      await expect(left).toBeVisible();
      await button(left, say.undo).click();
      await expect(page.getByText(say.back)).toBeVisible();
      await expect(row).toContainText("2");
    });
  });
}
