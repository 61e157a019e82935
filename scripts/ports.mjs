// Looks whether the demo's ports are free, before minutes are spent on building. Takes the arguments that
// `sitewarden demo` will get and ends with one sentence and exit code 1 when a port is not to be had.
//
//   node scripts/ports.mjs [--port 9000 …]

import { createServer } from 'node:net';

const THIS_MACHINE = '127.0.0.1';
const EVERY_ADDRESS = '0.0.0.0';

/** The demo's flags for ports, with their defaults (crates/app/src/command.rs) and where each listens. */
const FLAGS = [
  { flag: '--port', port: 8080, host: THIS_MACHINE },
  { flag: '--tls-port', port: 8443, host: EVERY_ADDRESS },
  { flag: '--gate-port', port: 8090, host: THIS_MACHINE },
  { flag: '--gate-tls-port', port: 8453, host: EVERY_ADDRESS },
];

/** What stands after a flag, as `--flag value` or `--flag=value`. */
function given(flag) {
  const words = process.argv.slice(2);
  const joined = words.findLast((word) => word.startsWith(`${flag}=`));
  if (joined !== undefined) return joined.slice(flag.length + 1);
  const at = words.lastIndexOf(flag);
  return at === -1 ? undefined : words[at + 1];
}

/** Why a port cannot be taken: the system's code, or nothing. */
function taken(port, host) {
  return new Promise((told) => {
    const server = createServer();
    server.once('error', ({ code }) => told(code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => told(undefined)));
  });
}

/** Whether a platform of ours answers on a port of this machine. */
async function isOurs(port) {
  try {
    const answer = await fetch(`http://${THIS_MACHINE}:${port}/`, { signal: AbortSignal.timeout(2000) });
    return (await answer.text()).includes('工地卫士 Sitewarden');
  } catch {
    return false;
  }
}

function stop(en, zh) {
  console.error(`\n✕ ${en}\n  ${zh}`);
  process.exit(1);
}

const wanted = FLAGS.map(({ flag, port, host }) => ({ flag, host, port: Number(given(flag) ?? port) }));
for (const { flag, host, port } of wanted) {
  // Zero switches a TLS port off; what is no port at all is for the program to refuse.
  if (port === 0 || !Number.isInteger(port) || port > 65535) continue;
  const code = await taken(port, host);
  if (code === 'EADDRINUSE' && flag === '--port' && (await isOurs(port))) {
    stop(
      `The demo is running already: open http://localhost:${port}. To start it anew, stop that one first (Ctrl-C where it runs).`,
      `演示已经在运行：打开 http://localhost:${port}。要重新启动，请先停掉它（在它的终端里按 Ctrl-C）。`,
    );
  }
  const another = `make run ARGS="${flag} ${port + 1000 > 65535 ? port - 1000 : port + 1000}"`;
  if (code === 'EADDRINUSE') {
    stop(
      `Port ${port} is taken by another program: stop that one, or choose another port: ${another}`,
      `端口 ${port} 已被占用：先停掉占用它的程序，或者换一个端口：${another}`,
    );
  }
  if (code === 'EACCES') {
    stop(
      `Port ${port} may be used by administrators only: choose one above 1023: ${another}`,
      `端口 ${port} 只有管理员能用：请换一个大于 1023 的端口：${another}`,
    );
  }
}
