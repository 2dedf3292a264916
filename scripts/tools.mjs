// Puts in place what npm and a plain Rust installation do not bring: the wasm target, wasm-bindgen, wasm-pack, the browsers
// and their drivers. Tools go to .tools/, a tool on the PATH is used when its version is the very one.
//   node scripts/tools.mjs          everything
//   node scripts/tools.mjs build    what a build needs
import { readFileSync } from "node:fs";
import { asScript, at, isMain, output, Problem, run, toolsDir } from "./run.mjs";

const TARGET = "wasm32-unknown-unknown";

// wasm-bindgen-cli is built without the lock file of its release, which may hold a dependency that was withdrawn.
const CARGO_TOOLS = {
  "wasm-bindgen": { crate: "wasm-bindgen-cli", version: wasmBindgenVersion(), locked: false },
  "wasm-pack": { crate: "wasm-pack", version: "0.15.1", locked: true },
  geckodriver: { crate: "geckodriver", version: "0.37.1", locked: true },
};

const DEBIAN_PACKAGES = { chromium: "chromium", chromedriver: "chromium-driver", firefox: "firefox-esr" };

/** The version that the crate is pinned to: the command must be of the very same. */
export function wasmBindgenVersion() {
  const pinned = /^wasm-bindgen = \{ version = "=([\d.]+)"/m.exec(readFileSync(at("Cargo.toml"), "utf8"));
  if (!pinned) throw new Problem("Cargo.toml does not pin wasm-bindgen to one version");
  return pinned[1];
}

export function ensureBuildTools() {
  ensureRust();
  ensureCargoTool("wasm-bindgen");
}

export function ensureTestTools() {
  ensureBuildTools();
  ensureCargoTool("wasm-pack");
  ensureCargoTool("geckodriver");
  ensureBrowsers();
}

function ensureRust() {
  if (output("rustup", ["--version"]) === undefined) {
    if (output("cargo", ["--version"]) !== undefined) return;
    throw new Problem("`cargo` is missing, install Rust with rustup: https://rustup.rs");
  }
  const { channel, components } = toolchain();
  // Explicit, because rustup can be set up to install nothing by itself.
  if (!lines(output("rustup", ["toolchain", "list"])).some((name) => name === channel || name.startsWith(`${channel}-`))) {
    run("rustup", ["toolchain", "install", channel, "--profile", "minimal", ...components.flatMap((name) => ["-c", name])]);
  }
  const installed = lines(output("rustup", ["component", "list", "--installed", "--toolchain", channel]));
  const missing = components.filter((name) => !installed.some((found) => found === name || found.startsWith(`${name}-`)));
  if (missing.length > 0) run("rustup", ["component", "add", ...missing, "--toolchain", channel]);
  if (!lines(output("rustup", ["target", "list", "--installed", "--toolchain", channel])).includes(TARGET)) {
    run("rustup", ["target", "add", TARGET, "--toolchain", channel]);
  }
}

function toolchain() {
  const text = readFileSync(at("rust-toolchain.toml"), "utf8");
  const channel = /^channel\s*=\s*"([^"]+)"/m.exec(text)?.[1];
  if (!channel) throw new Problem("rust-toolchain.toml names no channel");
  const components = /^components\s*=\s*\[([^\]]*)\]/m.exec(text)?.[1] ?? "";
  return { channel, components: [...components.matchAll(/"([^"]+)"/g)].map((match) => match[1]) };
}

const lines = (text) => (text ?? "").split("\n").map((line) => line.trim().split(" ")[0]);

function ensureCargoTool(name) {
  const { crate, version, locked } = CARGO_TOOLS[name];
  if (hasVersion(name, version)) return;
  console.log(`installing ${crate} ${version} into .tools/, this takes some minutes`);
  run("cargo", ["install", crate, "--version", version, "--root", toolsDir, "--force", ...(locked ? ["--locked"] : [])]);
  if (!hasVersion(name, version)) throw new Problem(`\`${name}\` ${version} was installed but does not answer`);
}

export function hasVersion(command, version) {
  return output(command, ["--version"])?.split("\n")[0].split(" ").includes(version) ?? false;
}

function ensureBrowsers() {
  const missing = Object.entries(DEBIAN_PACKAGES).filter(([command]) => output(command, ["--version"]) === undefined);
  if (missing.length === 0) return;
  const packages = missing.map(([, name]) => name);
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const install = (args) => run(...command([...sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...args]));
  try {
    install(["update", "-q"]);
    install(["install", "-y", "-q", "--no-install-recommends", ...packages]);
  } catch {
    const names = missing.map(([name]) => `\`${name}\``).join(", ");
    throw new Problem(`${names} missing and not to be installed from here; on Debian: apt-get install ${packages.join(" ")}`);
  }
}

const command = ([name, ...args]) => [name, args];

if (isMain(import.meta)) {
  await asScript(() => (process.argv[2] === "build" ? ensureBuildTools() : ensureTestTools()));
}
