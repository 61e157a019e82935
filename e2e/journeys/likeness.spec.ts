/** Two records of one person: found, compared, merged and parted again; on a phone in Chinese, on a desktop in English. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { MANAGER } from "../demo/accounts.ts";
import { expect, test, type Language } from "../fixtures.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const words = {
  "zh-CN": {
    title: "可能重复",
    open: "等核对",
    decided: "定过的",
    merge: "是同一个人，合并",
    mergeTitle: "合并成一个人？",
    keepApart: "是两个人",
    keepApartTitle: "定为两个人？",
    why: "为什么",
    short: "至少写 4 个字",
    merged: "合并了，可以在“定过的”里撤销",
    apart: "记下了，不再提示",
    undo: /撤\s?销/,
    undoTitle: "撤销这次决定？",
    undone: "撤销了",
    stands: "定为两个人",
    reason: "看了护照和身份证原件",
    mistake: "看错了，是兄弟俩",
  },
  en: {
    title: "Possible duplicates",
    open: "To look at",
    decided: "Decided",
    merge: "One person: merge",
    mergeTitle: "Merge into one person?",
    keepApart: "Two people",
    keepApartTitle: "Keep them as two people?",
    why: "Why",
    short: "At least 4 characters",
    merged: "Merged. Undo it under “Decided”",
    apart: "Noted. They are not shown again",
    undo: "Undo",
    undoTitle: "Undo this decision?",
    undone: "Undone",
    stands: "Two people",
    reason: "Saw the passport and the card",
    mistake: "These are two brothers",
  },
} as const;

/** No fault that axe knows, nothing wider than the screen. */
async function usable(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual([]);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth),
  ).toBe(false);
}

for (const [language, screen] of [
  ["zh-CN", "phone"],
  ["en", "desktop"],
] as [Language, "phone" | "desktop"][]) {
  test(`the manager merges two records, parts them again and keeps two others apart: ${language}, ${screen}`, async ({
    demo,
    signedIn,
  }) => {
    const say = words[language];
    const page = await signedIn(MANAGER, { language, screen });
    await page.goto(`${demo.platform}/likenesses`);
    await expect(page.getByRole("heading", { level: 1, name: say.title })).toBeVisible();
    const pairs = page.getByRole("article");
    await expect(pairs.first()).toBeVisible();
    const before = await pairs.count();
    await usable(page);

    const title = (await pairs.first().getByRole("heading", { level: 2 }).textContent()) ?? "";
    await expect(pairs.first().getByRole("table")).toContainText(/[A-Z]\*+\d\d/);
    await pairs.first().getByRole("button", { name: say.merge }).click();
    const merging = page.getByRole("dialog", { name: say.mergeTitle });
    await expect(merging.getByRole("radio")).toHaveCount(2);
    await merging.getByRole("button", { name: say.merge }).click();
    await expect(merging.getByText(say.short)).toBeVisible();
    await usable(page);
    await merging.getByLabel(say.why, { exact: true }).fill(say.reason);
    await merging.getByRole("button", { name: say.merge }).press("Enter");
    await expect(page.getByText(say.merged)).toBeVisible();
    await expect(pairs).toHaveCount(before - 1);

    await page.getByText(say.decided, { exact: true }).click();
    const decided = pairs.filter({ hasText: title }).filter({ hasText: say.reason }).first();
    await expect(decided).toBeVisible();
    await usable(page);
    await decided.getByRole("button", { name: say.undo }).click();
    const undoing = page.getByRole("dialog", { name: say.undoTitle });
    await undoing.getByLabel(say.why, { exact: true }).fill(say.mistake);
    await undoing.getByRole("button", { name: say.undo }).click();
    await expect(page.getByText(say.undone)).toBeVisible();
    await expect(pairs.filter({ hasText: say.mistake })).toContainText(say.stands);

    await page.getByText(say.open, { exact: true }).click();
    await expect(pairs).toHaveCount(before - 1);
    await pairs.first().getByRole("button", { name: say.keepApart }).click();
    const keeping = page.getByRole("dialog", { name: say.keepApartTitle });
    await keeping.getByLabel(say.why, { exact: true }).fill(say.reason);
    await keeping.getByRole("button", { name: say.keepApart }).click();
    await expect(page.getByText(say.apart)).toBeVisible();
    await expect(pairs).toHaveCount(before - 2);
  });
}
