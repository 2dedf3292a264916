// Sessions alone, for those who load the engine themselves.
export { Catalog, init, isRolescopeError, RolescopeError, Session } from "./session-only-core.js";
export type { BuiltinNames } from "./builtin-names.js";
export type { EngineSource } from "./init.js";
export type * from "./types.js";
