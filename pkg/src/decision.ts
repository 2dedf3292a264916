import { LOST_MESSAGE } from "./engine.js";
import type { Decision } from "./types.js";

/** What is answered while there is no engine to decide. */
export function lostDecision(principal: string, permission: string, scope: string): Decision {
  const reason = "engine-lost";
  return Object.freeze({ allowed: false, decision: "unknown", reason, message: LOST_MESSAGE, principal, permission, scope });
}
