/** By TLS: what phones, tablets and kiosks on other machines use. */
import { readFileSync } from "node:fs";
import { request, type RequestOptions } from "node:https";

import { MANAGER, passwordOf } from "../demo/accounts.ts";
import { expect, test } from "../fixtures.ts";
import { answerAt, openKiosk } from "../steps/kiosk.ts";

interface Heard {
  status: number;
  cookies: string[];
  body: string;
}

/** Asks as a program would, which trusts `ca` and nobody else and takes no fault of a certificate. */
function ask(address: string, options: RequestOptions, body = ""): Promise<Heard> {
  return new Promise((heard, failed) => {
    const sent = request(address, { ...options, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => (text += part));
      answer.on("end", () => heard({ status: answer.statusCode ?? 0, cookies: answer.headers["set-cookie"] ?? [], body: text }));
    });
    sent.on("error", failed).end(body);
  });
}

const signIn = JSON.stringify({ name: MANAGER, password: passwordOf(MANAGER) });
const posting = { method: "POST", headers: { "Content-Type": "application/json" } };

test("the platform's and the gate's certificates come from the local authority", async ({ demo }) => {
  const ca = readFileSync(demo.authority);
  for (const address of [demo.secure.platform, demo.secure.gate]) {
    expect((await ask(`${address}/healthz`, { ca })).status, address).toBe(200);
    const stranger = ask(`${address}/healthz`, {});
    await expect(stranger, `${address} is trusted by nobody who does not know the authority`).rejects.toThrow(
      /self-signed|unable to (verify|get)/,
    );
  }
});

test("the cookies of a session and of its device go over TLS alone, and no script reads them", async ({ demo }) => {
  const ca = readFileSync(demo.authority);
  const { status, cookies } = await ask(`${demo.secure.platform}/api/sessions`, { ca, ...posting }, signIn);
  expect(status).toBe(201);
  const names = cookies.map((cookie) => cookie.split("=")[0]).sort();
  expect(names, "both, in whatever order they come").toEqual(["sitewarden_device", "sitewarden_session"]);
  for (const cookie of cookies) {
    for (const promise of ["Secure", "HttpOnly", "SameSite=Strict"]) expect(cookie).toContain(`; ${promise}`);
  }
});

test("a manager signs in over TLS and hears what happens", async ({ demo, device }) => {
  const page = await device();
  await page.goto(demo.secure.platform);
  await page.getByLabel("账号").fill(MANAGER);
  await page.getByLabel("密码", { exact: true }).fill(passwordOf(MANAGER));
  await page.getByRole("button", { name: /登\s*录/ }).click();
  await expect(page.getByText("有人过闸会马上出现").first()).toBeVisible();
  const cookies = await page.context().cookies(`${demo.secure.platform}/api`);
  expect(cookies.map(({ secure, httpOnly, sameSite }) => ({ secure, httpOnly, sameSite }))).toEqual([
    { secure: true, httpOnly: true, sameSite: "Strict" },
  ]);
});

test("a kiosk over TLS has its camera, and who walks up is answered and recorded", async ({ demo, device }) => {
  const kiosk = await device({ screen: "gate", scene: "person-b" });
  await openKiosk(kiosk, demo.secure.gate);
  expect(await kiosk.evaluate(() => window.isSecureContext)).toBe(true);
  const answer = await answerAt(kiosk, "refuse");
  expect(answer.way).toBe("face");
  expect(answer.recorded).toBe(true);
});
