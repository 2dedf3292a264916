// Names that callers ask about. Nothing is coerced: what is no string, or too long for an id, is a name that nothing has.

const MAX_NAME = 1024;
const MAX_PAGE_REF = 1 << 16;

/** The name as the engine is asked for it. No id has parentheses or `…`, so the stand-ins are unknown everywhere. */
export function nameOf(value: unknown): string {
  return printable(value, MAX_NAME);
}

export function pageRefOf(value: unknown): string {
  return printable(value, MAX_PAGE_REF);
}

function printable(value: unknown, limit: number): string {
  if (typeof value !== "string") return `(${typeof value})`;
  // Both stand-ins end in what neither an id nor a path may have, so a name that was cut is never another's.
  return value.length > limit ? `${value.slice(0, 64)}…\\` : value;
}
