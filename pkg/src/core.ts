// Everything but the bytes of the engine. One file in the package, which the entries share, and so they share the engine.
export { Catalog } from "./catalog.js";
export { Directory } from "./directory.js";
export { isRolescopeError, RolescopeError } from "./error.js";
export { Session } from "./session.js";
/** @internal */
export { start, started } from "./engine.js";
