// Everything but the bytes of the engine. One file in the package, which the entries share, and so they share the engine.
export { Catalog } from "./catalog.js";
export { Directory } from "./directory.js";
export { isRolescopeError, RolescopeError } from "./error.js";
export { Session } from "./session.js";
/** @internal `started` is for `init`, which the build bundles with an entry that asks this file. */
export { start, started } from "./engine.js";
