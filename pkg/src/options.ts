// By whom a change set is made. Nothing that is given and not understood may become full authority.
import { RolescopeError } from "./error.js";
import { own } from "./own.js";
import { isPlain } from "./text.js";
import type { Issue } from "./types.js";

const KNOWN = ["by", "at", "diff", "diffLimit"];

/** The actor that the options of `simulate` and `apply` name; none where there are no options, or none says so. */
export function actorIn(options: unknown): string | undefined {
  if (options == null) return undefined;
  const unknown = fieldsOf(options).filter((field) => !KNOWN.includes(field));
  if (unknown.length > 0) {
    const issues = unknown.map((field): Issue => ({ code: "unknown-field", severity: "error", path: [field], message: `unknown option \`${field}\`` }));
    throw new RolescopeError("unknown-field", issues.map(({ message }) => message).join("; "), issues);
  }
  const by = own(options, "by");
  if (typeof by === "string") return by;
  if (Object.hasOwn(options, "by")) throw new RolescopeError("invalid-type", "`by` is not a string");
  return undefined;
}

function fieldsOf(options: object): string[] {
  try {
    if (typeof options === "object" && isPlain(options)) return Object.keys(options);
  } catch {
    // as what is not plain
  }
  throw new RolescopeError("invalid-type", "the options are not plain data");
}
