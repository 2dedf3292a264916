/** A value, or the function that reads it: a rune or a signal that changes is followed through one. */
export type Source<T> = T | (() => T);

export const read = <T>(source: Source<T>): T => (typeof source === "function" ? (source as () => T)() : source);
