import type { PageState, ReasonCode } from "rolescope/slim";

/** A short label for each reason code. Labels only: which reason holds is for the engine to say. */
const LABELS: Record<ReasonCode, string> = {
  granted: "Granted",
  "no-grant": "No role grants it here",
  "not-applicable": "Does not exist at this kind of scope",
  narrowed: "Taken away by customised permissions",
  "not-started": "The role assignment has not started",
  expired: "The role assignment has expired",
  "override-ineffective": "The override has no effect",
  "held-elsewhere": "Held at another scope",
  "unknown-principal": "Unknown person",
  "inactive-principal": "The person is inactive",
  "unknown-permission": "Unknown permission",
  "unknown-scope": "Unknown scope",
  "unknown-page": "There is no such page",
  "outside-snapshot": "Outside this session",
  stale: "The session has expired",
  "wrong-principal": "The session belongs to somebody else",
  "invalid-time": "The time asked about is no time",
  "engine-lost": "The engine was lost",
};

export function reasonLabel(reason: string): string {
  return (LABELS as Record<string, string>)[reason] ?? reason;
}

export const STATE_LABELS: Record<PageState["state"], string> = {
  visible: "in the navigation",
  disabled: "in the navigation, but closed",
  hidden: "not in the navigation",
};

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
