// To be imported first: the frameworks are those of this folder, for the package too, and as a browser's bundler takes them.
import { register } from "node:module";

const here = new URL("../", import.meta.url).href;
const PEERS = /^(svelte|@angular\/core|esm-env)(\/|$)/;

const hooks = `
  export const resolve = (name, context, next) => {
    if (!${PEERS}.test(name) && !context.parentURL?.startsWith("data:")) return next(name, context);
    const conditions = ${process.env.ROLESCOPE_SERVER === undefined} ? [...context.conditions, "browser"] : context.conditions;
    return next(name, { ...context, conditions, parentURL: ${JSON.stringify(here)} + "x.mjs" });
  };
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
