// Results are plain data and frozen, so that one object can be handed out again and again.

export const EMPTY: readonly never[] = Object.freeze([]);

/** Freezes what `JSON.parse` made. */
function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const key of Object.keys(value)) deepFreeze((value as Record<string, unknown>)[key]);
    Object.freeze(value);
  }
  return value;
}

/** Frozen data from the engine's JSON. */
export function parseFrozen<T>(text: string): T {
  return deepFreeze(JSON.parse(text));
}

/** The entries of `names` at `indices`, frozen. */
export function pick(names: readonly string[], indices: Uint32Array): string[] {
  if (indices.length === 0) return EMPTY as unknown as string[];
  const picked = new Array<string>(indices.length);
  for (let i = 0; i < indices.length; i++) picked[i] = names[indices[i]!]!;
  return Object.freeze(picked) as string[];
}

/** Ids that the engine joined with newlines. */
export function lines(text: string): readonly string[] {
  return text === "" ? EMPTY : text.split("\n");
}

/** The same, to be handed out. */
export function frozenLines(text: string): string[] {
  return Object.freeze(lines(text)) as string[];
}

/** Each id's position. */
export function positions(ids: readonly string[]): Map<string, number> {
  const map = new Map<string, number>();
  for (let i = 0; i < ids.length; i++) map.set(ids[i]!, i);
  return map;
}
