/** What a person sees who walks up to the gate's screen. */
import { expect, type Locator, type Page } from "@playwright/test";

/** One answer as it stood on the screen. */
export interface Answer {
  answer: string;
  ground: string | null;
  way: string;
  recorded: boolean;
  /** Milliseconds from the first usable frame's arrival at the gate to its verdict. */
  tookMs: number;
  /** Milliseconds from sending the first usable frame to the answer painted on the screen. */
  shownAfterMs: number;
  words: string;
}

/** What the gate told each kiosk, so that a journey that waits in vain can say what came instead. */
const heard = new WeakMap<Page, { answers: string[]; frames: number }>();

/** Listens to what the gate tells a kiosk from now on. */
function listen(page: Page): void {
  const told = { answers: [] as string[], frames: 0 };
  heard.set(page, told);
  page.on("websocket", (line) =>
    line.on("framereceived", ({ payload }) => {
      const message = JSON.parse(payload.toString()) as { type: string; answer?: string; way?: string; at?: string };
      if (message.type === "frame") told.frames += 1;
      else if (message.type !== "gate") told.answers.push([message.type, message.answer, message.way, message.at].join(" "));
    }),
  );
}

/** Opens the kiosk and waits until its camera runs and the gate has a roster. */
export async function openKiosk(page: Page, gate: string): Promise<void> {
  listen(page);
  await page.goto(gate);
  await expect(page.locator("main.kiosk")).toHaveAttribute("data-link", "open");
  await expect(page.getByText("已连平台")).toBeVisible();
}

/** The answer on the screen, of whatever kind. */
export function answerOn(page: Page): Locator {
  return page.locator("section.answer");
}

/** Waits for an answer, and reads it while it stands. */
export async function answerAt(page: Page, answer: "pass" | "hold" | "refuse"): Promise<Answer> {
  // An answer to a face carries the time it took once it is painted; the other ways have no first frame.
  const timed = `:is([data-shown-after-ms], :not([data-way="face"]))`;
  const shown = page.locator(`section.answer[data-answer="${answer}"]${timed}`);
  await shown.waitFor({ timeout: 30_000 }).catch((fault: Error) => {
    const { answers, frames } = heard.get(page) ?? { answers: [], frames: 0 };
    fault.message += `\nThe gate looked at ${frames} frames and said: ${answers.join("; ") || "nothing"}`;
    throw fault;
  });
  return shown.evaluate((section: HTMLElement) => ({
    answer: section.dataset.answer ?? "",
    ground: section.dataset.ground ?? null,
    way: section.dataset.way ?? "",
    recorded: section.dataset.recorded === "true",
    tookMs: Number(section.dataset.tookMs),
    shownAfterMs: Number(section.dataset.shownAfterMs),
    words: section.innerText,
  }));
}

/** Types the number of an identity card on the screen's keys. */
export async function typeNumber(page: Page, number: string): Promise<void> {
  await page.getByRole("button", { name: "扫码 / 报号" }).click();
  const ways = page.getByRole("region", { name: "扫码或报号" });
  for (const key of number) await ways.getByRole("button", { name: key, exact: true }).click();
  await ways.getByRole("button", { name: "确定" }).click();
}
