import type { Issue } from "./types.js";

// A brand and not `instanceof`: an error from another realm, or from a second copy of the package, is still one of ours.
const brand = Symbol.for("rolescope.error");

/** What parse, load, update and explicit look-ups throw: a stable `code`, and every issue that was found. */
export class RolescopeError extends Error {
  /** @internal As consoles show it: the bundle shortens the names of classes. */
  static override readonly name: string = "RolescopeError";

  readonly code: string;
  readonly issues: Issue[];

  constructor(code: string, message: string, issues?: Issue[]) {
    super(message);
    this.code = code;
    this.issues = issues ?? [{ code, severity: "error", path: [], message }];
  }

  override get name(): string {
    return "RolescopeError";
  }

  /** @internal */
  get [brand](): true {
    return true;
  }
}

/** Whether `value` is a `RolescopeError`, from whichever realm or copy of the package. Never throws. */
export function isRolescopeError(value: unknown): value is RolescopeError {
  try {
    return typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[brand] === true;
  } catch {
    return false;
  }
}
