// `rolescope/react` imports `react` from where the package is, and a test has a React of its own: both are to be one. After
// `resolveFrom(folder)` whatever the tests and the package import by name comes from that folder.
import { register } from "node:module";

export function resolveFrom(folder) {
  register(import.meta.url, { data: new URL("package.json", folder).href });
}

let base;

export function initialize(data) {
  base = data;
}

const OURS = /\/(pkg\/dist|tests\/frameworks)\/(?!.*node_modules\/)/;

export function resolve(specifier, context, next) {
  const named = /^[@a-z]/.test(specifier) && !/^(node|file|data):|^rolescope/.test(specifier);
  return next(specifier, named && OURS.test(context.parentURL ?? "") ? { ...context, parentURL: base } : context);
}
