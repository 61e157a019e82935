/** Where someone goes after signing in: only to an address of the console itself. */
export function safeTarget(to: string | null): string {
  return to !== null && /^\/(?![/\\])/.test(to) ? to : "/";
}
