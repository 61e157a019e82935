import { afterEach, expect, it, vi } from "vitest";

import type { PasskeyRequest } from "@sitewarden/kit/api";

import { hasName, makePasskey, passkeysHere, signByPasskey } from "./passkey";

afterEach(() => vi.unstubAllGlobals());

const asked: PasskeyRequest = {
  ticket: "t",
  challenge: "-_8A",
  host: "sitewarden.test",
  passkeys: ["AQID"],
  verified: false,
};

/** A browser whose authenticators do this. */
function browser(credentials: Partial<CredentialsContainer>) {
  vi.stubGlobal("navigator", { credentials });
}

it("a number is no name", () => {
  for (const host of ["localhost", "site-office", "a.example", "4.example.cn"]) expect(hasName(host), host).toBe(true);
  for (const host of ["192.168.1.20", "10.1", "[::1]", "a.0x1"]) expect(hasName(host), host).toBe(false);
});

it("a browser without passkeys offers none", () => {
  const page = { isSecureContext: true, PublicKeyCredential: class {} };
  vi.stubGlobal("location", { hostname: "localhost" });
  vi.stubGlobal("window", page);
  expect(passkeysHere()).toBe(true);
  vi.stubGlobal("window", { ...page, PublicKeyCredential: undefined });
  expect(passkeysHere()).toBe(false);
  vi.stubGlobal("window", { ...page, isSecureContext: false });
  expect(passkeysHere()).toBe(false);
});

it("what was asked reaches the authenticator as bytes, and its answer the platform as text", async () => {
  const get = vi.fn().mockResolvedValue({
    rawId: Uint8Array.of(1, 2, 3).buffer,
    response: {
      clientDataJSON: Uint8Array.of(251, 255, 0).buffer,
      authenticatorData: Uint8Array.of(1).buffer,
      signature: Uint8Array.of(2).buffer,
      userHandle: null,
    },
  });
  browser({ get });
  expect(await signByPasskey(asked)).toEqual({
    ticket: "t",
    credential: "AQID",
    client_data: "-_8A",
    authenticator_data: "AQ",
    signature: "Ag",
    user: null,
  });
  const { publicKey } = get.mock.calls[0]?.[0] as { publicKey: PublicKeyCredentialRequestOptions };
  expect(new Uint8Array(publicKey.challenge as ArrayBuffer)).toEqual(Uint8Array.of(251, 255, 0));
  expect(publicKey).toMatchObject({ rpId: "sitewarden.test", userVerification: "preferred" });
});

it("says whether it was stopped, or the device has one already", async () => {
  const creation = { ...asked, user: "AA", sign_in_name: "site", shown_name: "经理", algorithms: [-7], known: [] };
  browser({ get: () => Promise.reject(new DOMException("", "NotAllowedError")) });
  await expect(signByPasskey(asked)).rejects.toThrow("没做完");
  browser({ create: () => Promise.reject(new DOMException("", "InvalidStateError")) });
  await expect(makePasskey(creation)).rejects.toThrow("已经有");
});
