import { LOST_MESSAGE } from "./engine.js";
import { EMPTY } from "./frozen.js";
import type { Decision, Explanation } from "./types.js";

/** What is answered while there is no engine to decide. */
export function lostDecision(principal: string, permission: string, scope: string): Decision {
  const reason = "engine-lost";
  return Object.freeze({ allowed: false, decision: "unknown", reason, message: LOST_MESSAGE, principal, permission, scope });
}

export function lostExplanation(principal: string, permission: string, scope: string): Explanation {
  const none = EMPTY as never[];
  return Object.freeze({ ...lostDecision(principal, permission, scope), grants: none, nearMisses: none, remedies: none });
}
