// `npm run bench`: builds, installs the peers, measures everything in one run, and holds the budgets.
//   --no-gate     reports a budget that is not met without failing
//   --no-native   leaves out the Rust crate by itself, which needs some gigabytes of memory
//   --bytes       weighs what a browser is sent, and keeps the other numbers of the last run
//   --quick       rough numbers in a minute, written nowhere
import { mkdirSync } from "node:fs";
import { buildAll, ensureInstalled } from "./build.mjs";
import { asScript, at, run } from "./run.mjs";

const NATIVE = at("target/bench-native.json");

function measureNative() {
  mkdirSync(at("target"), { recursive: true });
  run("cargo", ["bench", "--bench", "native"], { env: { ROLESCOPE_BENCH_JSON: NATIVE } });
  return ["--native", NATIVE];
}

await asScript(async () => {
  const args = process.argv.slice(2);
  await buildAll();
  ensureInstalled("benches/js");
  const native = ["--bytes", "--quick", "--no-native"].some((arg) => args.includes(arg)) ? [] : measureNative();
  // Cedar's module hands out values of JavaScript, and inlined calls of such a module can abort Node 20.
  run("node", ["--no-turbo-inline-js-wasm-calls", "main.mjs", ...args.filter((arg) => arg !== "--no-native"), ...native], { cwd: at("benches/js") });
});
