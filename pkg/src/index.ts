// The main entry: the engine's bytes are in the file, and it is ready once the import is done.
import { start } from "./core.js";
import { inlined } from "./inlined.js";

start(new WebAssembly.Module(inlined()));

export { Catalog, Directory, isRolescopeError, RolescopeError, Session } from "./core.js";
export type { BuiltinNames } from "./builtin-names.js";
export type * from "./types.js";
