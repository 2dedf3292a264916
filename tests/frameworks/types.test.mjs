// The types of the adapters: what must compile does, and what must not does not.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (name) => readFileSync(new URL(`types/${name}`, import.meta.url), "utf8");

/** What `tsc` says of a file, beside the packages that the repo has. */
function compile(name, text, options, type = "module") {
  const folder = mkdtempSync(join(tmpdir(), "rolescope-types-"));
  try {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type }));
    writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, "is.ts"), read("is.ts"));
    const compilerOptions = { target: "ES2022", lib: ["ES2022", "DOM", "DOM.Iterable"], strict: true, noEmit: true, skipLibCheck: true, jsx: "react-jsx", types: [], ...options };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [name] }));
    return execFileSync(process.execPath, [join(root, "node_modules/.bin/tsc"), "-p", ".", "--pretty", "false"], { cwd: folder, encoding: "utf8" });
  } catch (error) {
    return error.stdout + error.stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const WAYS = { "ES modules, node": { module: "NodeNext" }, bundler: { module: "ESNext", moduleResolution: "bundler" } };

const MODULES_ONLY = ["svelte.ts", "angular.ts"];

for (const name of ["react.tsx", "vue.ts", "dom.ts", ...MODULES_ONLY]) {
  for (const [way, options] of Object.entries(WAYS)) {
    test(`${name}, ${way}: good use compiles, misspelt and missing permissions do not`, () => assert.equal(compile(name, read(name), options), ""));
  }

  if (!MODULES_ONLY.includes(name)) test(`${name}, CommonJS: it compiles there too`, () => assert.equal(compile(name, read(name), { module: "NodeNext" }, "commonjs"), ""));

  test(`${name}: without its suppressions the bad use is an error each time`, () => {
    const text = read(name);
    const expected = text.match(/@ts-expect-error/g).length;
    const said = compile(name, text.replaceAll("@ts-expect-error", ""), WAYS.bundler);
    const lines = new Set([...said.matchAll(/^\w+\.tsx?\((\d+),/gm)].map(([, line]) => line));
    assert.equal(lines.size, expected, said);
  });
}
