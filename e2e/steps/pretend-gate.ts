/** A gate that says what a journey wants to see: page and browser are real, the gate's side of their line is not. */
import { expect, type Page, type WebSocketRoute } from "@playwright/test";

/** Something said in both languages. */
export interface Words {
  zh: string;
  en: string;
}

/** What a pretended answer says. */
export interface Said {
  answer: "pass" | "hold" | "refuse";
  name?: string;
  crew?: string;
  grounds: [code: string, words: Words][];
  scan?: boolean;
}

export interface PretendGate {
  say(message: object): void;
  answer(said: Said): void;
  /** What it says of each frame from now on; nobody is there until this is called. */
  sees(ask: string | null): void;
  /** What the page sent beside frames, so far. */
  heard: { type: string; number?: string }[];
}

const status = {
  type: "gate",
  site_name: "桂城千灯湖二期安置房项目（西区）总承包工程一标段",
  gate_name: "北门",
  zone: "Asia/Shanghai",
  line: "up",
  roster_age_seconds: 1,
  stale: false,
  people: 431,
  faces: 402,
  queue: 0,
  needs_claim: false,
  clock_wrong: false,
  declare_link: "https://localhost/worker/",
  declare_svg:
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h3v3h-3zM5 1h3v3h-3zM1 5h3v3h-3zM5 5h1v1h-1zM7 7h1v1h-1z"/></svg>',
  stale_after_hours: 48,
};

/** Opens the kiosk's page at `gate` with a gate of the journey's own behind it. */
export async function openPretended(page: Page, gate: string): Promise<PretendGate> {
  let line: WebSocketRoute | undefined;
  let seen: object = { ask: "no_face", box: null };
  const heard: PretendGate["heard"] = [];
  await page.routeWebSocket(/\/kiosk\/ws$/, (route) => {
    line = route;
    let seq = 0;
    route.onMessage((message) => {
      if (typeof message === "string") heard.push(JSON.parse(message) as PretendGate["heard"][number]);
      else route.send(JSON.stringify({ type: "frame", seq: ++seq, ...seen }));
    });
    route.send(JSON.stringify(status));
  });
  const say = (message: object) => line?.send(JSON.stringify(message));
  await page.goto(gate);
  await expect(page.locator("main.kiosk")).toHaveAttribute("data-link", "open");
  await expect(page.getByText(status.site_name)).toBeVisible();
  let serial = 0;
  return {
    say,
    heard,
    sees(ask) {
      seen = { ask, box: [0.4, 0.3, 0.2, 0.3] };
    },
    answer({ answer, name, crew, grounds, scan }) {
      const said = grounds.map(([code, words]) => ({ code, words }));
      say({
        type: "answer",
        answer,
        shown_name: name ?? null,
        crew: crew ?? null,
        grounds: said,
        say: said[0]?.words,
        way: "number",
        at: "2020-02-17T00:00:00Z",
        recorded: true,
        took_ms: 40,
        passage: `${++serial}`,
        show_declare_qr: scan ?? false,
      });
    },
  };
}
