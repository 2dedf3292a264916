// The engine: cargo, then wasm-bindgen, then wasm-opt. Gives pkg/dist/engine.wasm and, in pkg/glue/, the JavaScript around
// it and the same bytes as base64.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { asScript, at, isMain, isUpToDate, Problem, root, run } from "./run.mjs";
import { ensureBuildTools, hasVersion, wasmBindgenVersion } from "./tools.mjs";

const INPUTS = ["src", "catalogs", "Cargo.toml", "Cargo.lock", "build.rs", "rust-toolchain.toml", "scripts/build-wasm.mjs"];
const OUTPUTS = ["pkg/dist/engine.wasm", "pkg/glue/engine.js", "pkg/glue/engine.d.ts", "pkg/glue/engine-base64.js"];

// What the compiler emits for the target by itself, and every browser of the last years has.
const FEATURES = ["bulk-memory", "bulk-memory-opt", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];

// Most of what the compiler would inline at this level is messages and faults. What loading runs for every row says
// `#[inline]`, and is inlined all the same.
const RUSTFLAGS = "-Cllvm-args=-inline-threshold=10";

export function buildWasm() {
  if (isUpToDate(INPUTS.map((path) => at(path)), OUTPUTS.map((path) => at(path)))) return;
  ensureBuildTools();
  const version = wasmBindgenVersion();
  if (!hasVersion("wasm-bindgen", version)) throw new Problem(`the wasm-bindgen command is not of version ${version}`);

  run("cargo", ["build", "--profile", "wasm", "--lib", "--target", "wasm32-unknown-unknown"], {
    env: { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: RUSTFLAGS },
  });
  const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
  const out = join(target, "wasm-bindgen");
  rmSync(out, { recursive: true, force: true });
  run("wasm-bindgen", [
    join(target, "wasm32-unknown-unknown/wasm/rolescope.wasm"),
    ...["--target", "web", "--out-dir", out, "--out-name", "engine"],
    // The facade makes the instance anew after a trap.
    "--experimental-reset-state-function",
    ...["--remove-name-section", "--remove-producers-section"],
  ]);

  mkdirSync(at("pkg/dist"), { recursive: true });
  mkdirSync(at("pkg/glue"), { recursive: true });
  const wasm = at("pkg/dist/engine.wasm");
  run("wasm-opt", [join(out, "engine_bg.wasm"), "-o", wasm, "-O2", "--strip-debug", ...FEATURES.map((name) => `--enable-${name}`)]);
  copyFileSync(join(out, "engine.js"), at("pkg/glue/engine.js"));
  copyFileSync(join(out, "engine.d.ts"), at("pkg/glue/engine.d.ts"));
  writeFileSync(at("pkg/glue/engine-base64.js"), `export default "${readFileSync(wasm).toString("base64")}";\n`);
  writeFileSync(at("pkg/glue/engine-base64.d.ts"), "declare const base64: string;\nexport default base64;\n");
}

if (isMain(import.meta)) await asScript(buildWasm);
