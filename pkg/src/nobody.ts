import type { Decision } from "./types.js";

/** What is decided where there is no session. */
export function nobody(permission: string, scope: string): Decision {
  return { allowed: false, decision: "deny", reason: "unknown-principal", message: "nobody is signed in", principal: "", permission, scope };
}
