// The main entry where bytes may not be compiled: the host hands out the module.
import engine from "./engine.wasm";
import { start } from "./core.js";

start(engine);

export { Catalog, Directory, isRolescopeError, RolescopeError, Session } from "./core.js";
