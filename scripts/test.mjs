// `npm test`: installs what is missing, builds, and runs every suite. A suite that runs no test has failed.
//   node scripts/test.mjs             everything
//   node scripts/test.mjs --quick     what needs no browser and no network
//   node scripts/test.mjs NAME…       the suites whose names begin so
// The last line is `N passed, N failed`, counting suites.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { asScript, at, environment, output, Problem, root } from "./run.mjs";
import { ensureDependencies, ensureInstalled } from "./build.mjs";
import { ensureBuildTools, ensureTestTools } from "./tools.mjs";

const WASM = ["--target", "wasm32-unknown-unknown"];
const NODE_RAN = /^ℹ tests [1-9]/m;
const NODE_SKIPPED = /^ℹ (skipped|todo|cancelled) [1-9]/m;
const RUST_RAN = /test result: ok\. [1-9]|[1-9]\d* tests? run: [1-9]/;

const headless = (browser) => ["wasm-pack", ["test", "--headless", `--${browser}`, "--", "--test", "wasm"]];

/**
 * A command, or a folder whose `*.test.mjs` Node runs. `ran` is what the output shows only when something was tested.
 * `quick`: needs no browser and no registry. `demo`: needs www/. `installs`: folders with a lock file of their own.
 * `atOnce`: so many files side by side, where each mostly waits for its browser. `env`: added to the environment.
 */
const SUITES = [
  { name: "rust format", quick: true, command: ["cargo", ["fmt", "--all", "--check"]] },
  { name: "clippy, host", quick: true, command: ["cargo", ["clippy", "--all-targets", "--", "-D", "warnings"]] },
  { name: "clippy, wasm", quick: true, command: ["cargo", ["clippy", "--lib", "--test", "wasm", ...WASM, "--", "-D", "warnings"]] },
  { name: "clippy, small wasm", quick: true, command: ["cargo", ["clippy", "--lib", "--no-default-features", ...WASM, "--", "-D", "warnings"]] },
  { name: "rust tests", quick: true, command: rustTests, ran: RUST_RAN },
  { name: "rust doc tests", quick: true, command: ["cargo", ["test", "--doc"]], ran: RUST_RAN },
  { name: "generated types", quick: true, command: ["node", ["scripts/builtin-names.mjs", "--check"]] },
  { name: "facade", quick: true, folder: "tests/facade" },
  { name: "vectors, Node", quick: true, folder: "tests/vectors" },
  { name: "stories, Node", quick: true, folder: "tests/stories" },
  { name: "documents", quick: true, folder: "tests/docs" },
  { name: "wasm, Chromium", command: headless("chrome"), ran: /Running headless tests in Chrome[^]*test result: ok\. [1-9]/ },
  { name: "wasm, Firefox", command: headless("firefox"), ran: /Running headless tests in Firefox[^]*test result: ok\. [1-9]/ },
  { name: "package", folder: "tests/packaging" },
  { name: "frameworks", folder: "tests/frameworks", installs: ["tests/frameworks", "tests/frameworks/react-18"] },
  { name: "runtimes", folder: "tests/runtimes", installs: ["tests/runtimes"] },
  { name: "api docs", folder: "tests/api-docs", installs: ["tests/api-docs"] },
  { name: "unused code", quick: true, command: ["knip", ["--no-progress"]] },
  { name: "demo, Chromium", folder: "tests/e2e", demo: true, atOnce: 2 },
  { name: "demo, Firefox", folder: "tests/e2e", demo: true, atOnce: 2, env: { ROLESCOPE_E2E_BROWSER: "firefox" } },
];

function rustTests() {
  // nextest where it is at hand: it runs the tests of all binaries side by side.
  const next = output("cargo", ["nextest", "--version"]) !== undefined;
  return next ? ["cargo", ["nextest", "run", "--no-fail-fast"]] : ["cargo", ["test", "--no-fail-fast", "--lib", "--tests"]];
}

const testFiles = (folder) => readdirSync(at(folder)).filter((name) => name.endsWith(".test.mjs"));

// The files by name: versions of Node differ in what they take a folder for.
function nodeTests(folder, atOnce) {
  const sideBySide = atOnce ? [`--test-concurrency=${atOnce}`] : [];
  return ["node", ["--test", "--test-reporter=spec", ...sideBySide, ...testFiles(folder).map((name) => `${folder}/${name}`)]];
}

/** A folder of tests that no suite runs would be green for ever. */
function checkFolders() {
  const run = new Set(SUITES.map((suite) => suite.folder));
  for (const { name } of readdirSync(at("tests"), { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "node_modules")) {
    const folder = `tests/${name}`;
    if (testFiles(folder).length > 0 && !run.has(folder)) throw new Problem(`no suite runs ${folder}`);
  }
}

/** Runs a command, shows its output and gives it back with the exit code. */
function show([command, args], env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: environment(env), stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    const tee = (from, to) => from.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
      to.write(chunk);
    });
    tee(child.stdout, process.stdout);
    tee(child.stderr, process.stderr);
    child.on("error", (error) => resolve({ code: error.message, text }));
    child.on("close", (code, signal) => resolve({ code: code ?? signal, text }));
  });
}

function whyFailed(code, text, ran) {
  if (code !== 0) return `exit code ${code}`;
  if (ran && !ran.test(text)) return "it ran no test";
  if (NODE_SKIPPED.test(text)) return "it skipped a test";
}

async function runSuite({ name, command, folder, atOnce, env, ran = folder && NODE_RAN }) {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const { code, text } = await show(folder ? nodeTests(folder, atOnce) : typeof command === "function" ? command() : command, env);
  const why = whyFailed(code, text.replace(/\x1b\[[\d;]*m/g, ""), ran);
  return { name, why, seconds: (performance.now() - start) / 1000 };
}

function chosen(args) {
  if (args.includes("--quick")) return SUITES.filter((suite) => suite.quick);
  if (args.length === 0) return SUITES;
  const suites = SUITES.filter((suite) => args.some((name) => suite.name.startsWith(name)));
  if (suites.length === 0) throw new Problem(`no suite begins with ${args.join(" or ")}: ${SUITES.map((suite) => suite.name).join(", ")}`);
  return suites;
}

await asScript(async () => {
  checkFolders();
  const suites = chosen(process.argv.slice(2));
  ensureDependencies();
  if (suites.some((suite) => !suite.quick)) ensureTestTools();
  else ensureBuildTools();

  for (const folder of new Set(suites.flatMap((suite) => suite.installs ?? []))) ensureInstalled(folder);

  const demo = suites.some((suite) => suite.demo);
  const build = { name: "build", command: ["node", ["scripts/build.mjs", ...(demo ? [] : ["--no-demo"])]] };
  const results = [];
  for (const suite of [build, ...suites]) results.push(await runSuite(suite));

  console.log("");
  for (const { name, why, seconds } of results) {
    console.log(`${why ? "FAILED" : "passed"}  ${name} (${seconds.toFixed(1)} s)${why ? `: ${why}` : ""}`);
  }
  const failed = results.filter((result) => result.why).length;
  if (failed > 0) process.exitCode = 1;
  console.log(`${results.length - failed} passed, ${failed} failed`);
});
