// The npm package from pkg/src: one bundle that the entries share, as ES modules and as CommonJS, and the types of each.
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { asScript, at, isMain, isUpToDate, Problem, run } from "./run.mjs";

const INPUTS = ["pkg/src", "pkg/glue", "pkg/package.json", "pkg/tsconfig.json", "catalogs", "scripts/build-package.mjs"];
const OUTPUTS = ["pkg/dist/index.js", "pkg/dist/cjs/index.js", "pkg/dist/cjs/index.d.ts"];

const PUBLIC_TYPES = ["builtin-names", "catalog", "directory", "error", "index", "init", "session", "slim", "types"];

/** Bytes that a `slim` user downloads, after brotli. */
const SLIM_BUDGET = 70_000;

export async function buildPackage() {
  if (isUpToDate(INPUTS.map((path) => at(path)), OUTPUTS.map((path) => at(path)))) return;
  run("node", ["scripts/builtin-names.mjs"]);
  for (const name of ["cjs", "types"]) rmSync(at("pkg/dist", name), { recursive: true, force: true });
  run("tsc", ["-p", "pkg"]);
  await bundle("esm", at("pkg/dist"));
  await bundle("cjs", at("pkg/dist/cjs"));
  writeFileSync(at("pkg/dist/cjs/package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
  placeTypes();
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) if (existsSync(at(name))) copyFileSync(at(name), at("pkg", name));
  checkSize();
}

async function bundle(format, outdir) {
  // Not at the top: the tests' script imports this file's neighbours before anything is installed.
  const { build } = await import("esbuild");
  const common = { bundle: true, format, outdir, target: "es2022", platform: "neutral", minify: true, legalComments: "none", logLevel: "warning" };
  // esbuild marks the names of a CommonJS file for Node's `import` only when it is told that Node reads it.
  if (format === "cjs") common.platform = "node";
  const entry = (name) => [at("pkg/src", `${name}.ts`)];
  await build({ ...common, entryPoints: entry("core"), sourcemap: "linked", sourcesContent: true });
  const entries = format === "esm" ? ["index", "slim", "workerd"] : ["index", "slim"];
  for (const name of entries) await build({ ...common, entryPoints: entry(name), external: ["./core.js", "./engine.wasm"] });
}

// A declaration is of the kind that the nearest package.json says, so CommonJS has copies in its own folder.
function placeTypes() {
  for (const name of PUBLIC_TYPES) {
    copyFileSync(at("pkg/dist/types", `${name}.d.ts`), at("pkg/dist/cjs", `${name}.d.ts`));
    renameSync(at("pkg/dist/types", `${name}.d.ts`), at("pkg/dist", `${name}.d.ts`));
  }
  rmSync(at("pkg/dist/types"), { recursive: true });
}

function checkSize() {
  const sizes = ["slim.js", "core.js", "engine.wasm"].map((name) => [name, brotliCompressSync(readFileSync(at("pkg/dist", name))).length]);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(`slim, brotli: ${sizes.map(([name, size]) => `${name} ${size}`).join(", ")}, together ${total} bytes of ${SLIM_BUDGET}`);
  if (total > SLIM_BUDGET) throw new Problem(`the slim entry is ${total} bytes after brotli, more than ${SLIM_BUDGET}`);
}

if (isMain(import.meta)) await asScript(buildPackage);
