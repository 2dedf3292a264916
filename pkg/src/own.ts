import { RolescopeError } from "./error.js";

/** An own property of a caller's object: a polluted `Object.prototype` sets no option. */
export function own(object: unknown, key: string): unknown {
  if (typeof object !== "object" || object === null) return undefined;
  try {
    return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;
  } catch {
    throw new RolescopeError("invalid-type", `\`${key}\` cannot be read`);
  }
}
