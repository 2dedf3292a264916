// Everything that is built, from nothing: dependencies, engine, package, demo. What is up to date is left alone.
import { existsSync } from "node:fs";
import { asScript, at, isMain, run } from "./run.mjs";
import { buildPackage } from "./build-package.mjs";
import { buildWasm } from "./build-wasm.mjs";

export function ensureDependencies() {
  if (!existsSync(at("node_modules/.package-lock.json"))) run("npm", ["ci", "--no-audit", "--no-fund"]);
}

export async function buildAll() {
  ensureDependencies();
  buildWasm();
  await buildPackage();
}

if (isMain(import.meta)) {
  await asScript(async () => {
    await buildAll();
    run("npm", ["run", "build", "-w", "www"]);
  });
}
