/** What a browser does with passkeys (WebAuthn): whether it can, having one made, having one sign. */
import { ProblemError, type PasskeyAnswer, type PasskeyCreation, type PasskeyRequest } from "@sitewarden/kit/api";

import { accountWords } from "./words";

/** Whether passkeys are kept here: by a browser that knows them, at an address with a name. */
export function passkeysHere(): boolean {
  return window.isSecureContext && typeof window.PublicKeyCredential === "function" && hasName(location.hostname);
}

/** Whether a host is called by a name: browsers keep no passkeys for a number. */
export function hasName(host: string): boolean {
  return !host.includes(":") && !/(^|\.)[0-9][^.]*$/.test(host);
}

/** What an authenticator made, for the platform. */
export type Made = Record<"client_data" | "attestation_object", string>;

/** Has an authenticator make a passkey. */
export async function makePasskey(asked: PasskeyCreation): Promise<Made> {
  const made = await answered(() =>
    navigator.credentials.create({
      publicKey: {
        attestation: "none",
        authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
        challenge: bytes(asked.challenge),
        excludeCredentials: asked.known.map(called),
        pubKeyCredParams: asked.algorithms.map((alg) => ({ type: "public-key", alg })),
        rp: { id: asked.host, name: accountWords.say("platform") },
        user: { id: bytes(asked.user), name: asked.sign_in_name, displayName: asked.shown_name },
      },
    }),
  );
  const { clientDataJSON, attestationObject } = made.response as AuthenticatorAttestationResponse;
  return { client_data: text(clientDataJSON), attestation_object: text(attestationObject) };
}

/** Has an authenticator sign what is asked at sign-in. */
export async function signByPasskey(asked: PasskeyRequest): Promise<PasskeyAnswer> {
  const signed = await answered(() =>
    navigator.credentials.get({
      publicKey: {
        allowCredentials: asked.passkeys.map(called),
        challenge: bytes(asked.challenge),
        rpId: asked.host,
        userVerification: asked.verified ? "required" : "preferred",
      },
    }),
  );
  const { clientDataJSON, authenticatorData, signature, userHandle } = signed.response as AuthenticatorAssertionResponse;
  return {
    ticket: asked.ticket,
    credential: text(signed.rawId),
    client_data: text(clientDataJSON),
    authenticator_data: text(authenticatorData),
    signature: text(signature),
    user: userHandle === null ? null : text(userHandle),
  };
}

/** An authenticator's answer; a problem in words where there is none. */
async function answered(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const answer = await ask();
    if (answer !== null) return answer as PublicKeyCredential;
  } catch (thrown) {
    const name = thrown instanceof DOMException ? thrown.name : "";
    if (name === "InvalidStateError") throw new ProblemError("device", accountWords.say("passkeyKnown"), 0);
    if (name !== "NotAllowedError" && name !== "AbortError") {
      throw new ProblemError("device", accountWords.say("passkeyFailed"), 0);
    }
  }
  throw new ProblemError("device", accountWords.say("passkeyStopped"), 0);
}

function called(credential: string): PublicKeyCredentialDescriptor {
  return { type: "public-key", id: bytes(credential) };
}

/** Bytes of base64url. */
function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** Base64url of bytes, without padding. */
function text(bytes: ArrayBuffer): string {
  const plain = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
