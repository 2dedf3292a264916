// Results are plain data. What is handed out again and again is frozen; what is made for one call is the caller's own.

export const EMPTY: readonly never[] = Object.freeze([]);

/** Freezes what `JSON.parse` made, all the way down. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const key of Object.keys(value)) frozen((value as Record<string, unknown>)[key]);
    Object.freeze(value);
  }
  return value;
}

/** Frozen data from the engine's JSON. */
export function parseFrozen<T>(text: string): T {
  return frozen(JSON.parse(text));
}

/** Data of the caller's own from the engine's JSON. */
export function parsed<T>(text: string): T {
  return JSON.parse(text);
}

/** The entries of `names` at `indices`. */
export function pick(names: readonly string[], indices: ArrayLike<number>): string[] {
  const picked = new Array<string>(indices.length);
  for (let i = 0; i < indices.length; i++) picked[i] = names[indices[i]!]!;
  return picked;
}

/** The same, to be handed out again. */
export function pickFrozen(names: readonly string[], indices: ArrayLike<number>): string[] {
  return indices.length === 0 ? (EMPTY as unknown as string[]) : (Object.freeze(pick(names, indices)) as string[]);
}

/** Ids that the engine joined with newlines. */
export function lines(text: string): readonly string[] {
  return text === "" ? EMPTY : text.split("\n");
}

/** The same, to be handed out again. */
export function frozenLines(text: string): string[] {
  return Object.freeze(lines(text)) as string[];
}

/** Each id's position. */
export function positions(ids: readonly string[]): Map<string, number> {
  const map = new Map<string, number>();
  for (let i = 0; i < ids.length; i++) map.set(ids[i]!, i);
  return map;
}
