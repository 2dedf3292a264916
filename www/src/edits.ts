import type { OverrideRow, TenantText } from "./tenant-text";

/**
 * What the visitor changed in the sample data: the plan of the organization, override rows put in,
 * override rows left out. Data only; what follows from it is for the engine to say.
 */
export interface Edits {
  plan: string;
  /** Keys of widen rows that the sample lacks. */
  on: string[];
  /** Keys of override rows that the sample has and that are left out. */
  off: string[];
}

export const NO_EDITS: Edits = { plan: "", on: [], off: [] };

/** Ids hold no space, so the pair stays readable in the address. */
export function overrideKey(row: { principal: string; scope: string }): string {
  return `${row.principal} ${row.scope}`;
}

function hasOverride(text: TenantText, key: string): boolean {
  return (text.overrides ?? []).some((row) => overrideKey(row) === key);
}

/** The same edits with the override row of `key` put in or left out. */
export function withOverride(text: TenantText, edits: Edits, key: string, present: boolean): Edits {
  const inSample = hasOverride(text, key);
  const without = (keys: string[]) => keys.filter((other) => other !== key);
  return {
    ...edits,
    on: present && !inSample ? [...without(edits.on), key] : without(edits.on),
    off: !present && inSample ? [...without(edits.off), key] : without(edits.off),
  };
}

/** The directory text with the edits written into it. */
export function editedText(text: TenantText, edits: Edits, revision: number): TenantText {
  const kept = (text.overrides ?? []).filter((row) => !edits.off.includes(overrideKey(row)));
  return {
    ...text,
    revision,
    scopes: edits.plan ? text.scopes.map((scope) => withPlan(scope, edits.plan)) : text.scopes,
    overrides: [...kept, ...edits.on.map(widenRow)],
  };
}

function withPlan(scope: TenantText["scopes"][number], plan: string): TenantText["scopes"][number] {
  return scope.attributes?.plan ? { ...scope, attributes: { ...scope.attributes, plan } } : scope;
}

function widenRow(key: string): OverrideRow {
  const [principal = "", scope = ""] = key.split(" ");
  return { principal, scope, mode: "widen", role: "editor" };
}
