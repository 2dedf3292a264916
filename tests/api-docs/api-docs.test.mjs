// The documentation of both interfaces is made from the sources without a warning: of the package by TypeDoc, of the crate
// by rustdoc. It goes to target/ and is not kept.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const typedoc = fileURLToPath(new URL("node_modules/typedoc/bin/typedoc", import.meta.url));
const target = join(root, process.env.CARGO_TARGET_DIR ?? "target");
const { exports } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));

/** Runs a command in the repository. Gives its exit code and all that it says. */
function says(command, args, env = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: "utf8", env: { ...process.env, ...env } });
  if (error) throw error;
  return { status, text: `${stdout}${stderr}` };
}

/** The source of each entry that has declarations of its own. */
const entries = Object.values(exports)
  .map((conditions) => /^\.\/dist\/([\w/-]+)\.d\.ts$/.exec(conditions.import?.types ?? "")?.[1])
  .filter((name) => name !== undefined)
  .map((name) => join(root, "pkg/src", `${name}.ts`));

test("TypeDoc documents every entry of the package, without a warning", () => {
  assert.ok(entries.length >= 2, "the main entry and slim at least");
  const out = join(target, "typedoc");
  rmSync(out, { recursive: true, force: true });
  const args = ["--tsconfig", join(root, "pkg/tsconfig.json"), "--out", out, "--name", "rolescope", "--readme", "none", "--disableSources"];
  const { status, text } = says(process.execPath, [typedoc, ...args, "--treatWarningsAsErrors", ...entries]);
  assert.equal(status, 0, text);
  assert.ok(existsSync(join(out, "classes/index.Session.html")), "the session has a page");
});

test("rustdoc documents the crate, without a warning", () => {
  const { status, text } = says("cargo", ["doc", "--no-deps", "--quiet"], { RUSTDOCFLAGS: "-D warnings" });
  assert.equal(status, 0, text);
  assert.ok(existsSync(join(target, "doc/rolescope/index.html")));
});
