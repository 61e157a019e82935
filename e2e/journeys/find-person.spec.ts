/** The district looks for someone without knowing where they work: by the keyboard alone, by name and by a whole number. */
import { DISTRICT, MANAGER } from "../demo/accounts.ts";
import { identityNumber } from "../demo/document.ts";
import { expect, test } from "../fixtures.ts";
import { faults, overflows } from "../steps/accessible.ts";
import { addWorker, masked } from "../steps/console.ts";

const worker = { name: "蔚素秋", document: identityNumber("441284", "19930601", "412"), phone: "15488887412", crew: "巡检九班" };

test("someone is added at a site, so that there is somebody to look for", async ({ signedIn }) => {
  await addWorker(await signedIn(MANAGER), worker);
});

const ways = [
  { language: "zh-CN", screen: "desktop", find: "在所有场所里找人", person: "人员详情", none: "没有找到这个人" },
  { language: "en", screen: "phone", find: "Find a person at any site", person: "Worker", none: "Nobody found" },
] as const;

for (const { language, screen, find, person, none } of ways) {
  test(`whoever works somewhere is found with their site: ${language}, ${screen}`, async ({ demo, signedIn }) => {
    const page = await signedIn(DISTRICT, { language, screen });
    await page.goto(`${demo.platform}/workers`);
    const field = page.getByLabel(find);
    await expect(field).toBeVisible();
    await page.keyboard.press("/");
    await expect(field).toBeFocused();
    for (const sought of [worker.name, worker.document, worker.phone]) {
      await field.fill(sought);
      await field.press("Enter");
      const row = page.getByRole("row").filter({ hasText: masked(worker.name) });
      await expect(row).toHaveCount(1);
      await expect(row.getByRole("link")).toHaveCount(2);
      expect(page.url(), "what is sought stands in no address").not.toContain("=");
    }
    expect(await faults(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
    await page.getByRole("link", { name: masked(worker.name) }).press("Enter");
    await expect(page.getByRole("dialog", { name: person })).toContainText(worker.crew);
    await page.keyboard.press("Escape");
    await field.fill("441284199306019999");
    await field.press("Enter");
    await expect(page.getByText(none)).toBeVisible();
  });
}
