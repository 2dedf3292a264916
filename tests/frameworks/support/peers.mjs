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

  // Svelte's testing library is published with its runes.
  export const load = async (url, context, next) => {
    const loaded = await next(url, context);
    if (!url.endsWith(".svelte.js")) return loaded;
    const { compileModule } = await import(${JSON.stringify(new URL("node_modules/svelte/src/compiler/index.js", here).href)});
    return { ...loaded, source: compileModule(String(loaded.source), { generate: "client", filename: url }).js.code };
  };
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
