// `npm run release:dry`: everything that must hold before a release, and nothing is published. Takes some minutes.
//   --no-rebuild    leaves out the two builds that must give the same engine
//   --final         also holds what only the release itself must: a date in the changelog, nothing unreleased, the tag
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { buildAll } from "./build.mjs";
import { MODULES_ONLY } from "./build-package.mjs";
import { asScript, at, output, Problem, root, run } from "./run.mjs";

const read = (path) => readFileSync(at(path), "utf8");
const { version } = JSON.parse(read("pkg/package.json"));

/** What must come out the same wherever it is built: both engines, with the JavaScript around each. */
const ENGINE_FILES = ["engine", "session"].flatMap((name) => [`pkg/dist/${name}.wasm`, `pkg/glue/${name}.js`, `pkg/glue/${name}.d.ts`]);

const STEPS = [
  ["the working tree is what is committed", cleanTree],
  ["the crate and the package have one version", oneVersion],
  ["the changelog has an entry for it", changelogEntry],
  ["two builds elsewhere give the same engine", sameEngine],
  ["the package builds, and its linters find nothing", linted],
];

function cleanTree() {
  const changes = output("git", ["status", "--porcelain"]);
  if (changes === undefined) throw new Problem("`git status` does not answer");
  if (changes !== "") throw new Problem(`not committed:\n${changes}`);
}

function oneVersion() {
  const versions = {
    "pkg/package.json": version,
    "package-lock.json": JSON.parse(read("package-lock.json")).packages.pkg?.version,
    "Cargo.toml": /^\[package\]\n(?:.+\n)*?version = "([^"]+)"/m.exec(read("Cargo.toml"))?.[1],
    "Cargo.lock": /^name = "rolescope"\nversion = "([^"]+)"/m.exec(read("Cargo.lock"))?.[1],
  };
  const others = Object.entries(versions).filter(([, found]) => found !== version);
  if (others.length > 0) throw new Problem(`pkg/package.json has ${version}; ${others.map(([path, found]) => `${path} has ${found}`).join("; ")}`);
}

function changelogEntry() {
  const entries = read("CHANGELOG.md").split(/^## /m).slice(1);
  const entry = entries.find((text) => text.startsWith(`[${version}] - `));
  if (entry === undefined || !/^- /m.test(entry)) throw new Problem(`CHANGELOG.md says nothing under \`## [${version}] - DATE\``);
  if (!process.argv.includes("--final")) return;
  if (!/^\[[^\]]+\] - \d{4}-\d\d-\d\d$/m.test(entry.split("\n")[0])) throw new Problem(`the entry of ${version} has no date`);
  if (/^- /m.test(entries.find((text) => text.startsWith("[Unreleased]")) ?? "")) throw new Problem("something is still listed as unreleased");
  if (output("git", ["tag", "--points-at", "HEAD"])?.split("\n").includes(`v${version}`) !== true) throw new Problem(`the commit has no tag \`v${version}\``);
}

// Two copies of what is committed, in folders of other names and lengths, the second with another home of cargo: an engine
// that knew where it was built would differ. The third is the one that is packed.
function sameEngine() {
  if (process.argv.includes("--no-rebuild")) return "left out";
  const scratch = mkdtempSync(join(realpathSync(tmpdir()), "rolescope-release-"));
  try {
    const cargoHome = join(scratch, "another home of cargo");
    symlinkSync(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), cargoHome);
    const digests = [rebuilt(join(scratch, "a"), {}), rebuilt(join(scratch, "another folder", "b"), { CARGO_HOME: cargoHome }), digestsIn(root)];
    const [first, ...others] = digests.map((digest) => JSON.stringify(digest, null, 2));
    if (others.some((other) => other !== first)) throw new Problem(`the builds differ:\n${[first, ...others].join("\n")}`);
    return `sha256 ${digests[0]["pkg/dist/engine.wasm"]}`;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function rebuilt(folder, env) {
  run("git", ["clone", "--quiet", root, folder]);
  for (const name of ["node_modules", ".tools"]) symlinkSync(at(name), join(folder, name));
  run("node", ["scripts/build-wasm.mjs"], { cwd: folder, env: { CARGO_TARGET_DIR: undefined, ...env } });
  return digestsIn(folder);
}

function digestsIn(folder) {
  const digest = (path) => createHash("sha256").update(readFileSync(join(folder, path))).digest("hex");
  return Object.fromEntries(ENGINE_FILES.map((path) => [path, digest(path)]));
}

function linted() {
  const scratch = mkdtempSync(join(tmpdir(), "rolescope-pack-"));
  try {
    const [packed] = JSON.parse(output("npm", ["pack", "--json", "--pack-destination", scratch], { cwd: at("pkg") }) ?? "[]");
    if (packed === undefined) throw new Problem("`npm pack` failed");
    for (const { path, size } of packed.files) console.log(`${String(size).padStart(9)}  ${path}`);
    run("publint", ["run", "pkg", "--strict"]);
    const attw = (...options) => run("attw", [join(scratch, packed.filename), "--format", "ascii", ...options]);
    attw("--exclude-entrypoints", ...MODULES_ONLY);
    attw("--profile", "esm-only", "--entrypoints", ...MODULES_ONLY);
    return `${packed.files.length} files, ${packed.size} bytes packed, ${packed.unpackedSize} unpacked`;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

await asScript(async () => {
  // What is compared and packed is what the sources give now.
  await buildAll();
  const results = STEPS.map(([name, step]) => {
    console.log(`\n== ${name}`);
    try {
      return { name, said: step() };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { name, why: error.message };
    }
  });
  console.log("");
  for (const { name, said, why } of results) console.log(`${why ? "FAILED" : "passed"}  ${name}${(why ?? said) ? `: ${why ?? said}` : ""}`);
  if (results.some(({ why }) => why)) process.exitCode = 1;
  else console.log(`\nrolescope ${version} is fit for a release`);
});
