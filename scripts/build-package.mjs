// The npm package from pkg/src: one bundle that the entries share, as ES modules and as CommonJS, and the types of each.
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { asScript, at, isMain, isUpToDate, run } from "./run.mjs";

const INPUTS = ["pkg/src", "pkg/glue", "pkg/package.json", "pkg/engine.wasm.d.ts", "pkg/session.wasm.d.ts", "pkg/tsconfig.json", "pkg/tsconfig.angular.json", "catalogs", "LICENSE-MIT", "LICENSE-APACHE", "scripts/build-package.mjs", "scripts/builtin-names.mjs"];
const OUTPUTS = ["pkg/dist/index.js", "pkg/dist/cjs/index.js", "pkg/dist/cjs/index.d.ts", "pkg/dist/angular.js"];

/** The entries for frameworks and routers. They hold no engine: they take the session that they are given. */
const ADAPTERS = ["react", "vue", "dom", "router", "router-react", "router-vue", "router-tanstack", "live"];

/** Adapters of frameworks that have no CommonJS themselves. */
const MODULE_ADAPTERS = ["svelte"];

/** The entries of the package that CommonJS cannot resolve: what they adapt to has none either. */
export const MODULES_ONLY = ["./svelte", "./angular"];

/** What an adapter takes from the app that it is in. */
const PEERS = ["react", "vue", "svelte", "svelte/*", "@angular/core"];

/** Parts of an adapter whose declarations its own imports. */
const ADAPTER_PARTS = ["live-expiry", "live-signed", "live-storage", "live-tabs"];

const PUBLIC_TYPES = [
  ...["builtin-names", "catalog", "catalog-base", "core", "directory", "error", "index", "init", "mode", "session", "session-base"],
  ...["session-only", "session-only-catalog", "session-only-core", "session-only-session", "session-only-slim", "slim", "source", "types"],
];

/** The entries that hold an engine or share the file of one: what they share, and what they are. */
const ENGINES = [
  { core: "core", entries: ["index", "slim"], workerd: "workerd" },
  { core: "session-only-core", entries: ["session-only", "session-only-slim"], workerd: "session-only-workerd" },
];

/** Puts the smaller engine in the place of the whole one. */
const SMALLER = {
  name: "smaller engine",
  setup(build) {
    build.onResolve({ filter: /\/glue\/engine/ }, ({ path }) => ({ path: at("pkg/src", path.replace("/engine", "/session")) }));
  },
};

/** What an entry bundles besides takes the shared file's engine and errors: there is one of each. */
const shared = (core) => ({
  name: "shared engine",
  setup(build) {
    build.onResolve({ filter: /^\.\/(engine|error)\.js$/ }, () => ({ path: `./${core}.js`, external: true }));
  },
});

export async function buildPackage() {
  if (isUpToDate(INPUTS.map((path) => at(path)), OUTPUTS.map((path) => at(path)))) return;
  run("node", ["scripts/builtin-names.mjs"]);
  for (const name of ["cjs", "types"]) rmSync(at("pkg/dist", name), { recursive: true, force: true });
  run("tsc", ["-p", "pkg"]);
  await buildAngular();
  await bundle("esm", at("pkg/dist"));
  await bundle("cjs", at("pkg/dist/cjs"));
  writeFileSync(at("pkg/dist/cjs/package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
  placeTypes();
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) if (existsSync(at(name))) copyFileSync(at(name), at("pkg", name));
}

async function bundle(format, outdir) {
  // Not at the top: the tests' script imports this file's neighbours before anything is installed.
  const { build } = await import("esbuild");
  const common = { bundle: true, format, outdir, target: "es2022", platform: "neutral", minify: true, legalComments: "none", logLevel: "warning" };
  // esbuild marks the names of a CommonJS file for Node's `import` only when it is told that Node reads it.
  if (format === "cjs") common.platform = "node";
  // Only the glue's own loader looks at where it stands, and no entry has it.
  common.logOverride = { "empty-import-meta": "silent" };
  const entry = (name) => [at("pkg/src", `${name}.ts`)];
  const adapters = format === "esm" ? [...ADAPTERS, ...MODULE_ADAPTERS] : ADAPTERS;
  for (const name of adapters) await build({ ...common, entryPoints: entry(name), external: PEERS });
  // Run and never imported, so it comes once. It is Node's, and takes the entry beside it.
  if (format === "esm") await build({ ...common, entryPoints: entry("bin"), external: ["node:*", "./index.js"] });
  for (const { core, entries, workerd } of ENGINES) {
    const plugins = core === "core" ? [] : [SMALLER];
    // Node shows the line of an error that nobody caught: it is not to be the whole engine.
    await build({ ...common, plugins, entryPoints: entry(core), sourcemap: "linked", sourcesContent: true, lineLimit: 300 });
    const all = format === "esm" ? [...entries, workerd] : entries;
    for (const name of all) await build({ ...common, plugins: [...plugins, shared(core)], entryPoints: entry(name), external: [`./${core}.js`, "./engine.wasm", "./session.wasm"] });
  }
}

// Directives are compiled in part: the app's own Angular does the rest, and looks for the names of the declarations. So
// they are neither shortened nor written in ASCII.
async function buildAngular() {
  const { build } = await import("esbuild");
  const made = at("pkg/dist/angular");
  run("node", ["--import", pathToFileURL(at("scripts/typescript-6.mjs")).href, at("pkg/node_modules/.bin/ngc"), "-p", at("pkg/tsconfig.angular.json")]);
  await build({ entryPoints: [join(made, "angular.js")], outdir: at("pkg/dist"), bundle: true, format: "esm", target: "es2022", charset: "utf8", external: PEERS, logLevel: "warning" });
  renameSync(join(made, "angular.d.ts"), at("pkg/dist/angular.d.ts"));
  rmSync(made, { recursive: true });
}

// A declaration is of the kind that the nearest package.json says, so CommonJS has copies in its own folder.
function placeTypes() {
  for (const name of [...PUBLIC_TYPES, ...ADAPTERS, ...MODULE_ADAPTERS, ...ADAPTER_PARTS]) {
    if (!MODULE_ADAPTERS.includes(name)) copyFileSync(at("pkg/dist/types", `${name}.d.ts`), at("pkg/dist/cjs", `${name}.d.ts`));
    renameSync(at("pkg/dist/types", `${name}.d.ts`), at("pkg/dist", `${name}.d.ts`));
  }
  for (const name of ["engine", "session"]) copyFileSync(at(`pkg/${name}.wasm.d.ts`), at(`pkg/dist/cjs/${name}.wasm.d.ts`));
  rmSync(at("pkg/dist/types"), { recursive: true });
}

if (isMain(import.meta)) await asScript(buildPackage);
