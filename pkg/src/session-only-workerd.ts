// The entry for sessions alone where bytes may not be compiled: the host hands out the module.
import engine from "./session.wasm";
import { start } from "./session-only-core.js";

start(engine);

export { Catalog, isRolescopeError, RolescopeError, Session } from "./session-only-core.js";
