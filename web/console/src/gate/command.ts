/** The line that connects a gate on its computer, and starts it. */
import type { components } from "@sitewarden/kit/api";

/** A text as one word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Works as it is pasted: where the platform is, the one-time code, and by what to trust the platform where its
 * certificate is its own.
 */
export function gateCommand(
  platform: string,
  made: Pick<components["schemas"]["GateWithCode"], "code" | "authority">,
): string {
  const words = ["sitewarden gate", `--platform ${quoted(platform)}`];
  if (made.authority != null && platform.startsWith("https:")) words.push(`--authority ${made.authority}`);
  return [...words, `--code ${made.code}`].join(" ");
}
