/** The line that starts a gate on its computer. */

/** A text as one word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Keeps the token in a file that its owner alone can read, where the gate looks for it, and starts the gate. The
 * token is no argument of any program, so that no process list shows it.
 */
export function gateCommand(platform: string, name: string, token: string): string {
  return [
    "umask 077",
    "mkdir -p data/gate",
    `echo ${quoted(token)} > data/gate/token`,
    `SITEWARDEN_GATE__PLATFORM=${quoted(platform)} SITEWARDEN_GATE__NAME=${quoted(name)} sitewarden gate`,
  ].join(" && ");
}
