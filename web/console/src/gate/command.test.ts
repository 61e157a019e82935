import { expect, it } from "vitest";

import { gateCommand } from "./command";

const code = "K7QM-2X9P-4RTD";

it("the line says where the platform is and by which code the gate enrols", () => {
  expect(gateCommand("http://localhost:8080", { code, authority: "ab12" })).toBe(
    `sitewarden gate --platform 'http://localhost:8080' --code ${code}`,
  );
});

it("where the platform's certificate is its own, the line says by what to trust it", () => {
  expect(gateCommand("https://192.168.1.20:8443", { code, authority: "ab12" })).toBe(
    `sitewarden gate --platform 'https://192.168.1.20:8443' --authority ab12 --code ${code}`,
  );
  expect(gateCommand("https://gongdi.example.cn", { code, authority: null })).not.toContain("--authority");
});

it("an address with a quote in it does not break out of the line", () => {
  expect(gateCommand("https://a'; reboot", { code })).toContain(`'https://a'\\''; reboot'`);
});
