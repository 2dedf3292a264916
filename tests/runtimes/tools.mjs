// Throw-away apps that find the tools of this folder, and a way to run those.
import { execFileSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { app, STORY } from "../packaging/packed.mjs";

const installed = fileURLToPath(new URL("node_modules", import.meta.url));
export const tool = (...path) => join(installed, ...path);

/** An app with the packed package in a `node_modules` of its own, and the tools of this folder in the one above it. */
export function appWithTools(files) {
  const folder = app(files);
  const above = join(dirname(folder), "node_modules");
  if (!existsSync(above)) symlinkSync(installed, above);
  return folder;
}

/** Runs a program, or with Node a script, in an app. Gives what it prints to both outputs; throws when it fails. */
export function runTool(folder, path, args, env = {}) {
  const isScript = /(\.[cm]?js|\/next)$/.test(path);
  const [command, all] = isScript ? [process.execPath, [path, ...args]] : [path, args];
  // A test runner in a test runner: the inner one must not think that it is one of Node's test files.
  const { NODE_TEST_CONTEXT: _, ...outer } = process.env;
  const options = { cwd: folder, encoding: "utf8", stdio: "pipe", timeout: 240_000, env: { ...outer, CI: "1", NO_COLOR: "1", ...env } };
  try {
    return execFileSync(command, all, options);
  } catch (error) {
    throw new Error(`${path} ${args.join(" ")} failed:\n${error.stdout ?? ""}${error.stderr ?? ""}`, { cause: error });
  }
}

const NAMES = "{ Catalog, Directory, Session }";

/** The story as a program that prints what it is told, for each module system. */
export const PRINT = `import ${NAMES} from "rolescope";${STORY}console.log(told);`;
export const PRINT_CJS = `const ${NAMES} = require("rolescope");${STORY}console.log(told);`;

/** The story in a page's element. */
export const SHOW = `${STORY}document.querySelector("#told").textContent = told;`;

export const page = (script) => `<!doctype html><meta charset="utf-8"><title>app</title><link rel="icon" href="data:,"><p id="told"></p>${script}`;
