import { expect, it } from "vitest";

import { gateCommand } from "./command";

it("the line puts the token into its file and starts the gate", () => {
  expect(gateCommand("https://gate.example:8443", "东门 1 号", "abc")).toBe(
    "umask 077 && mkdir -p data/gate && echo 'abc' > data/gate/token && " +
      "SITEWARDEN_GATE__PLATFORM='https://gate.example:8443' SITEWARDEN_GATE__NAME='东门 1 号' sitewarden gate",
  );
});

it("a name with a quote in it does not break out of the line", () => {
  expect(gateCommand("https://a", "it's; reboot", "t")).toContain(`SITEWARDEN_GATE__NAME='it'\\''s; reboot' sitewarden`);
});
