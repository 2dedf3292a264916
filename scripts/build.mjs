// Everything that is built, from nothing: dependencies, engine, package, demo. What is up to date is left alone.
//   node scripts/build.mjs --no-demo    all but www/
import { asScript, at, isMain, isUpToDate, run } from "./run.mjs";
import { buildPackage } from "./build-package.mjs";
import { buildWasm } from "./build-wasm.mjs";

/** Installs what the project needs; npm's own record says what is there. */
export function ensureDependencies() {
  ensureInstalled("");
}

/**
 * Where a lock file lacks packages for other kinds of machines, because not every registry has them: `npm ci` refuses
 * such a file. `npm install` keeps to it all the same, and leaves it as it is.
 */
const LOOSE = new Set(["tests/runtimes"]);

/** Installs what a folder needs that has a lock file of its own: it is not installed with the project. */
export function ensureInstalled(folder) {
  const [lock, installed] = ["package-lock.json", "node_modules/.package-lock.json"].map((name) => at(folder, name));
  if (!isUpToDate([lock], [installed])) run("npm", [...(LOOSE.has(folder) ? ["install", "--no-save"] : ["ci"]), "--no-audit", "--no-fund"], { cwd: at(folder) });
}

export async function buildAll() {
  ensureDependencies();
  buildWasm();
  await buildPackage();
}

export function buildDemo() {
  run("npm", ["run", "build", "-w", "www"]);
}

if (isMain(import.meta)) {
  await asScript(async () => {
    await buildAll();
    if (!process.argv.includes("--no-demo")) buildDemo();
  });
}
