// The engine, whole and for sessions alone: cargo, then wasm-bindgen, then wasm-opt. Gives pkg/dist/*.wasm and, in
// pkg/glue/, the JavaScript around each and the same bytes as text.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { asScript, at, isMain, isUpToDate, output, Problem, root, run } from "./run.mjs";
import { ensureBuildTools, hasVersion, wasmBindgenVersion } from "./tools.mjs";

const INPUTS = ["src", "catalogs", "Cargo.toml", "Cargo.lock", "build.rs", "rust-toolchain.toml", "scripts/build-wasm.mjs"];

// What is read in bulk is inlined where the code says so, and its loops are unrolled; the small module reads little.
const ENGINES = [
  { name: "engine", profile: "wasm", features: [], flags: ["-Cllvm-args=-inline-threshold=10"], optimize: ["-O2"] },
  {
    name: "session",
    profile: "wasm-session",
    features: ["--no-default-features"],
    // Found by trying: what makes the module smallest, after compression.
    flags: ["-inline-threshold=0", "-inlinehint-threshold=75", "-unroll-threshold=0", "-unroll-runtime=0", "-enable-load-pre=0"].map((flag) => `-Cllvm-args=${flag}`),
    std: ["-Zbuild-std-features=optimize_for_size"],
    optimize: ["-Oz"],
  },
];
// The steps of a load stay functions of their own, also where they are called from one place: docs/design.md says why.
const KEEP_STEPS = ["--one-caller-inline-max-function-size", "15"];
// Nothing lies in the first kilobyte: the stack ends there, and grows no further. So a load may hold its offset itself.
const LOW_MEMORY = ["--low-memory-unused"];
const OUTPUTS = ENGINES.flatMap(({ name }) => [`pkg/dist/${name}.wasm`, ...[".js", ".d.ts", "-hex.js"].map((end) => `pkg/glue/${name}${end}`)]);

const TARGET = "wasm32-unknown-unknown";

// What the compiler emits for the target by itself, and every browser of the last years has.
const FEATURES = ["bulk-memory", "bulk-memory-opt", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];

// A standard library that aborts at once, built with the engine: no page can read what a panic would print, and the code
// that prints it is a tenth of the small module. The pinned compiler has it behind its unstable flags.
const STD = ["-Zunstable-options", "-Cpanic=immediate-abort"];

/**
 * The engine names the source lines that may panic. It must not name the folders of whoever built it: they are nobody's
 * business, and the same sources would give other bytes elsewhere.
 */
function withoutFolders() {
  const [cargoHome, sysroot] = [process.env.CARGO_HOME ?? join(homedir(), ".cargo"), output("rustc", ["--print", "sysroot"])];
  const commit = /^commit-hash: (\w+)$/m.exec(output("rustc", ["-vV"]) ?? "")?.[1];
  if (sysroot === undefined || commit === undefined) throw new Problem("`rustc` does not say where it is and of which commit");
  const registry = join(cargoHome, "registry/src");
  const registries = existsSync(registry) ? readdirSync(registry).map((name) => join(registry, name)) : [];
  const folders = [[root, "."], [cargoHome, "/cargo"], ...registries.map((path) => [path, "/crates"]), [join(sysroot, "lib/rustlib/src/rust"), `/rustc/${commit}`]];
  // The last that fits is the one that counts.
  return folders.map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
}

export function buildWasm() {
  if (isUpToDate(INPUTS.map((path) => at(path)), OUTPUTS.map((path) => at(path)))) return;
  ensureBuildTools();
  const version = wasmBindgenVersion();
  if (!hasVersion("wasm-bindgen", version)) throw new Problem(`the wasm-bindgen command is not of version ${version}`);

  // Or the folders that crates are unpacked to would not be there yet, and the first build would name them.
  run("cargo", ["fetch", "--locked", "--target", TARGET]);
  for (const engine of ENGINES) build(engine);
}

function build({ name, profile, features, flags, std = [], optimize }) {
  run("cargo", ["build", "-Zbuild-std=std", ...std, "--profile", profile, ...features, "--lib", "--target", TARGET], {
    // Not parted by blanks, which a folder may have in its name.
    env: { RUSTC_BOOTSTRAP: "1", CARGO_ENCODED_RUSTFLAGS: [...flags, ...STD, ...withoutFolders()].join("\x1f") },
  });
  const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
  const out = join(target, "wasm-bindgen");
  rmSync(out, { recursive: true, force: true });
  run("wasm-bindgen", [
    join(target, TARGET, profile, "rolescope.wasm"),
    ...["--target", "web", "--out-dir", out, "--out-name", name],
    // The facade makes the instance anew after a trap.
    "--experimental-reset-state-function",
    ...["--remove-name-section", "--remove-producers-section"],
  ]);

  mkdirSync(at("pkg/dist"), { recursive: true });
  mkdirSync(at("pkg/glue"), { recursive: true });
  const wasm = at(`pkg/dist/${name}.wasm`);
  run("wasm-opt", [join(out, `${name}_bg.wasm`), "-o", wasm, ...optimize, ...KEEP_STEPS, ...LOW_MEMORY, "--strip-debug", ...FEATURES.map((feature) => `--enable-${feature}`)]);
  for (const end of [".js", ".d.ts"]) copyFileSync(join(out, name + end), at("pkg/glue", name + end));
  writeFileSync(at(`pkg/glue/${name}-hex.js`), `export default "${readFileSync(wasm).toString("hex")}";\n`);
  writeFileSync(at(`pkg/glue/${name}-hex.d.ts`), "declare const hex: string;\nexport default hex;\n");
}

if (isMain(import.meta)) await asScript(buildWasm);
