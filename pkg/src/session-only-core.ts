// What sessions need, and no more. The build puts the smaller engine in the place of the whole one.
export { KnownCatalog as Catalog } from "./session-only-catalog.js";
export { isRolescopeError, RolescopeError } from "./error.js";
export { CompiledSession as Session } from "./session-only-session.js";
/** @internal */
export { start, started } from "./engine.js";
