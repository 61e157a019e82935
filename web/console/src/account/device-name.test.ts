import { expect, it } from "vitest";

import { deviceName } from "./device-name";

const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";

it("a device is named by browser and system", () => {
  const agents: [string, string][] = [
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/130.0.0.0 Safari/537.36`, "Chrome · Windows"],
    [`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/130.0 Safari/537.36 Edg/130.0`, "Edge · Windows"],
    [`Mozilla/5.0 (Linux; Android 12) ${webkit} Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0`, "微信 WeChat · Android"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/604.1", "Safari · iOS"],
    ["curl/8.0", "curl/8.0"],
    ["", ""],
  ];
  for (const [agent, name] of agents) expect(deviceName(agent)).toBe(name);
});
