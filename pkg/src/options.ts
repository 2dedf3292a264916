// What a caller's options say. An option that is misspelt, or that is there and not understood, may have been meant to
// protect: whose snapshot it must be, when it ends, by whom a change is made. So it is refused, never left out.
import { RolescopeError } from "./error.js";
import { own } from "./own.js";
import { isPlain } from "./text.js";
import type { Issue } from "./types.js";

/** Throws `unknown-field` for an option that is none of `known`. No options at all are none. */
export function checkOptions(options: unknown, known: readonly string[]): void {
  if (options == null) return;
  const unknown = fieldsOf(options).filter((field) => !known.includes(field));
  if (unknown.length === 0) return;
  const issues = unknown.map((field): Issue => ({ code: "unknown-field", severity: "error", path: [field], message: `unknown option \`${field}\`` }));
  throw new RolescopeError("unknown-field", issues.map(({ message }) => message).join("; "), issues);
}

/** A name that an option gives; undefined where the option is absent. One that is there and no name is refused. */
export function nameOption(options: unknown, key: string): string | undefined {
  const name = own(options, key);
  if (typeof name === "string") return name;
  if (options != null && Object.hasOwn(options, key)) throw new RolescopeError("invalid-type", `\`${key}\` is not a string`);
  return undefined;
}

function fieldsOf(options: unknown): string[] {
  try {
    if (typeof options === "object" && isPlain(options!)) return Object.keys(options!);
  } catch {
    // as what is not plain
  }
  throw new RolescopeError("invalid-type", "the options are not plain data");
}
