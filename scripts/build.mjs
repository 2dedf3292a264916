// Everything that is built, from nothing: dependencies, engine, package, demo. What is up to date is left alone.
//   node scripts/build.mjs --no-demo    all but www/
import { asScript, at, isMain, isUpToDate, run } from "./run.mjs";
import { buildPackage } from "./build-package.mjs";
import { buildWasm } from "./build-wasm.mjs";

export function ensureDependencies() {
  // npm's own record of what it has installed.
  if (!isUpToDate([at("package-lock.json")], [at("node_modules/.package-lock.json")])) run("npm", ["ci", "--no-audit", "--no-fund"]);
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
