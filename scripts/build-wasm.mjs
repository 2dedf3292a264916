// The engine, whole and for sessions alone: cargo, then wasm-bindgen, then wasm-opt. Gives pkg/dist/*.wasm and, in
// pkg/glue/, the JavaScript around each and the same bytes as base64.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { asScript, at, isMain, isUpToDate, output, Problem, root, run } from "./run.mjs";
import { ensureBuildTools, hasVersion, wasmBindgenVersion } from "./tools.mjs";

const INPUTS = ["src", "catalogs", "Cargo.toml", "Cargo.lock", "build.rs", "rust-toolchain.toml", "scripts/build-wasm.mjs"];

// What is read in bulk is inlined where the code says so; the small module is not read with much.
const ENGINES = [
  { name: "engine", profile: "wasm", features: [], optimize: "-O2" },
  { name: "session", profile: "wasm-session", features: ["--no-default-features"], optimize: "-Oz" },
];
const OUTPUTS = ENGINES.flatMap(({ name }) => [`pkg/dist/${name}.wasm`, ...[".js", ".d.ts", "-base64.js"].map((end) => `pkg/glue/${name}${end}`)]);

// What the compiler emits for the target by itself, and every browser of the last years has.
const FEATURES = ["bulk-memory", "bulk-memory-opt", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];

// Most of what the compiler would inline at this level is messages and faults. What loading runs for every row says
// `#[inline]`, and is inlined all the same.
const INLINING = "-Cllvm-args=-inline-threshold=10";

/** Places in messages of a panic: the same bytes wherever it is built, and no path of anybody's machine in them. */
function remapped() {
  const cargo = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const places = { [root.replace(/\/$/, "")]: "rolescope", [join(cargo, "registry/src")]: "crates", [output("rustc", ["--print", "sysroot"]).trim()]: "rust" };
  return Object.entries(places).map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
}

export function buildWasm() {
  if (isUpToDate(INPUTS.map((path) => at(path)), OUTPUTS.map((path) => at(path)))) return;
  ensureBuildTools();
  const version = wasmBindgenVersion();
  if (!hasVersion("wasm-bindgen", version)) throw new Problem(`the wasm-bindgen command is not of version ${version}`);

  for (const engine of ENGINES) build(engine);
}

function build({ name, profile, features, optimize }) {
  run("cargo", ["build", "--profile", profile, ...features, "--lib", "--target", "wasm32-unknown-unknown"], {
    env: { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: [INLINING, ...remapped()].join(" ") },
  });
  const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
  const out = join(target, "wasm-bindgen");
  rmSync(out, { recursive: true, force: true });
  run("wasm-bindgen", [
    join(target, "wasm32-unknown-unknown", profile, "rolescope.wasm"),
    ...["--target", "web", "--out-dir", out, "--out-name", name],
    // The facade makes the instance anew after a trap.
    "--experimental-reset-state-function",
    ...["--remove-name-section", "--remove-producers-section"],
  ]);

  mkdirSync(at("pkg/dist"), { recursive: true });
  mkdirSync(at("pkg/glue"), { recursive: true });
  const wasm = at(`pkg/dist/${name}.wasm`);
  run("wasm-opt", [join(out, `${name}_bg.wasm`), "-o", wasm, optimize, "--strip-debug", ...FEATURES.map((feature) => `--enable-${feature}`)]);
  for (const end of [".js", ".d.ts"]) copyFileSync(join(out, name + end), at("pkg/glue", name + end));
  writeFileSync(at(`pkg/glue/${name}-base64.js`), `export default "${readFileSync(wasm).toString("base64")}";\n`);
  writeFileSync(at(`pkg/glue/${name}-base64.d.ts`), "declare const base64: string;\nexport default base64;\n");
}

if (isMain(import.meta)) await asScript(buildWasm);
