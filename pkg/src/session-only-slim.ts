// Sessions alone, for those who load the engine themselves.
export { Catalog, isRolescopeError, RolescopeError, Session } from "./session-only-core.js";
export { init } from "./init.js";
export type { BuiltinNames } from "./builtin-names.js";
export type { CatalogBase } from "./catalog-base.js";
export type { SessionBase } from "./session-base.js";
export type { EngineSource } from "./init.js";
export type * from "./types.js";
