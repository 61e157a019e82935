/** Who connects gates and takes them away; the platform decides. */
import type { Me } from "@sitewarden/kit/api";

export function managesGates(role: Me["role"]): boolean {
  return role === "district" || role === "site" || role === "system_administrator";
}
