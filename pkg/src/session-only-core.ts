// What sessions need, and no more. The build puts the smaller engine in the place of the whole one.
export { KnownCatalog as Catalog } from "./session-only-catalog.js";
export { isRolescopeError, RolescopeError } from "./error.js";
export { CompiledSession as Session } from "./session-only-session.js";
/** @internal `started` is for `init`, which the build bundles with an entry that asks this file. */
export { start, started } from "./engine.js";
