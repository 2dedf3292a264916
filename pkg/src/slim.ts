// The entry for those who load the engine themselves.
export { Catalog, Directory, isRolescopeError, RolescopeError, Session } from "./core.js";
export { init } from "./init.js";
export type { BuiltinNames } from "./builtin-names.js";
export type { EngineResponse, EngineSource } from "./init.js";
export type * from "./types.js";
