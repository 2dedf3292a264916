import type { Change } from "rolescope/slim";

/** Changes that are made together, as the server records them. */
export interface ChangeSet {
  changes: readonly Change[];
  /** Who made them; absent: full authority. */
  by?: string;
  /** When, in milliseconds. A link then gives the same answer later, whatever has expired by then. */
  at?: number;
}

/** How a change set stands in the address. */
interface Written {
  c: readonly Change[];
  by?: string;
  at?: number;
}

export function formatSets(sets: readonly ChangeSet[]): string {
  return JSON.stringify(sets.map(({ changes, by, at }): Written => ({ c: changes, by, at })));
}

/**
 * The change sets of an address. What is no JSON, or has another shape, is passed on as it is: the engine
 * refuses it, and says why.
 */
export function parseSets(text: string): ChangeSet[] {
  if (text === "") return [];
  const sets = parsed(text);
  if (!Array.isArray(sets)) return [{ changes: sets as Change[] }];
  return sets.map((set: Written | null) => (Array.isArray(set?.c) ? { changes: set.c, by: set.by, at: set.at } : { changes: set as never }));
}

export function formatChanges(changes: readonly Change[]): string {
  return JSON.stringify(changes);
}

/** The draft of an address. One that is no list cannot be shown or judged, so there is none. */
export function parseChanges(text: string): Change[] {
  const changes = text === "" ? [] : parsed(text);
  return Array.isArray(changes) ? changes.filter((change) => typeof change === "object" && change !== null) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function sameSets(a: readonly ChangeSet[], b: readonly ChangeSet[]): boolean {
  return formatSets(a) === formatSets(b);
}
