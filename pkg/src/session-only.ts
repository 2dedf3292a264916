// The entry for sessions alone: a smaller engine, ready once the import is done.
import { inlined } from "./inlined.js";
import { start } from "./session-only-core.js";

start(new WebAssembly.Module(inlined()));

export { Catalog, isRolescopeError, RolescopeError, Session } from "./session-only-core.js";
export type { BuiltinNames } from "./builtin-names.js";
export type { CatalogBase } from "./catalog-base.js";
export type { SessionBase } from "./session-base.js";
export type * from "./types.js";
