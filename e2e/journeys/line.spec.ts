/** The line between a console and the platform, cut and back: what happened meanwhile is not missed. */
import type { Page } from "@playwright/test";

import { MANAGER } from "../demo/accounts.ts";
import { identityNumber } from "../demo/document.ts";
import { expect, test } from "../fixtures.ts";
import { go } from "../steps/console.ts";
import { answerAt, answerOn, openKiosk, typeNumber } from "../steps/kiosk.ts";

const unknown = identityNumber("522128", "19790509", "041");

/** The newest passage the platform knows of. */
async function newest(page: Page, platform: string): Promise<string | undefined> {
  const answer = await page.request.get(`${platform}/api/passages?limit=1`);
  return ((await answer.json()) as { items: { id: string }[] }).items[0]?.id;
}

for (const [when, told] of [
  ["the line was cut and is back", ": heartbeat\n\n"],
  ["more happened than is told one by one", "event: reload\ndata: reload\n\n"],
]) {
  test(`when ${when}, the list is read again`, async ({ demo, device, signedIn }) => {
    const manager = await signedIn(MANAGER);
    const kiosk = await device({ screen: "gate", scene: "nobody" });
    await openKiosk(kiosk, demo.gate);
    const someonePasses = async () => {
      const before = await newest(manager, demo.platform);
      await typeNumber(kiosk, unknown);
      await answerAt(kiosk, "refuse");
      await expect.poll(() => newest(manager, demo.platform)).not.toBe(before);
    };
    await someonePasses();
    let back = false;
    await manager.route("**/api/events*", async (route) => {
      if (!back) return route.abort();
      // One answer, which tells of no passage; whatever comes after it is cut again.
      back = false;
      await route.fulfill({ contentType: "text/event-stream", body: told ?? "" });
    });
    await go(manager, "通行");
    const first = manager.getByRole("table", { name: "通行" }).getByRole("row").nth(1);
    const before = await newest(manager, demo.platform);
    await expect(first).toHaveId(`row-${before}`);

    await expect(answerOn(kiosk)).toHaveCount(0);
    await someonePasses();
    await expect(first, "nobody told this page yet").toHaveId(`row-${before}`);

    back = true;
    await expect(first).toHaveId(`row-${await newest(manager, demo.platform)}`);
  });
}
