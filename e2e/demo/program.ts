/** The real program, started on ports of its own with a demo district of its own, and stopped by its own id. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** How long the first start may take: it makes 30,000 people. */
const SET_UP_MS = 240_000;

/** A running demo. */
export interface Demo {
  /** Where the console and the worker pages are. */
  platform: string;
  /** Where the gate's kiosk is. */
  gate: string;
  /** The same two by TLS. */
  secure: { platform: string; gate: string };
  /** The certificate (a file, PEM) of the local authority that their certificates come from. */
  authority: string;
  /** Milliseconds from starting the program to its word that it is ready. */
  readyMs: number;
  stop(): Promise<void>;
}

function programPath(): string {
  const target = resolve(project, process.env.CARGO_TARGET_DIR ?? "target");
  const path = process.env.SITEWARDEN ?? join(target, "release", "sitewarden");
  if (!existsSync(path)) throw new Error(`${path} is missing: run 'sh scripts/binary.sh' first.`);
  return path;
}

/** As many ports as asked for, free a moment ago. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((found) =>
          server.listen(0, "127.0.0.1", () => found((server.address() as AddressInfo).port)),
        ),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

/** Resolves with all that was said once a line says that the demo is ready; rejects when the program ends first. */
function ready(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`The demo is not ready after ${SET_UP_MS} ms:\n${said}`)), SET_UP_MS);
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (/^ready\b/im.test(said)) {
        clearTimeout(late);
        resolve(said);
      }
    };
    program.stdout?.on("data", hear);
    program.stderr?.on("data", hear);
    program.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`The demo ended with ${code} before it was ready:\n${said}`));
    });
  });
}

/** The address the program said for a port. */
function addressOf(said: string, port: number): string {
  const address = new RegExp(`http://(localhost|127\\.0\\.0\\.1):${port}`).exec(said)?.[0];
  if (address === undefined) throw new Error(`The demo did not say what to open on port ${port}:\n${said}`);
  return address;
}

/** Starts a demo in a folder of its own (or in `folder`, to start one again). */
export async function startDemo(folder?: string): Promise<Demo> {
  const data = folder ?? (await mkdtemp(join(tmpdir(), "sitewarden-demo-")));
  const [port = 0, gatePort = 0, tlsPort = 0, gateTlsPort = 0] = await freePorts(4);
  const began = performance.now();
  const ports = { "--port": port, "--gate-port": gatePort, "--tls-port": tlsPort, "--gate-tls-port": gateTlsPort };
  const flags = ["demo", "--data-dir", data, ...Object.entries(ports).flatMap(([flag, port]) => [flag, `${port}`])];
  const program = spawn(programPath(), flags, { cwd: project, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => program.once("exit", resolve));
  const stop = async () => {
    program.kill("SIGTERM");
    await ended;
    if (folder === undefined) await rm(data, { recursive: true, force: true });
  };
  try {
    const said = await ready(program);
    const readyMs = Math.round(performance.now() - began);
    return {
      platform: addressOf(said, port),
      gate: addressOf(said, gatePort),
      secure: { platform: `https://localhost:${tlsPort}`, gate: `https://localhost:${gateTlsPort}` },
      authority: join(data, "certificate", "authority.pem"),
      readyMs,
      stop,
    };
  } catch (fault) {
    await stop();
    throw fault;
  }
}
