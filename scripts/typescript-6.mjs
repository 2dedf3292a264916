// For `node --import`: Angular's compiler asks for `typescript` and means a version that still has the old API.
import { register } from "node:module";

const hooks = `export const resolve = (name, context, next) => next(name === "typescript" ? "typescript-6" : name, context);`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
