// The types of the adapters: what must compile does, and what must not does not.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compiled } from "./support/compiled.mjs";

const read = (name) => readFileSync(new URL(`types/${name}`, import.meta.url), "utf8");

/** What `tsc` says of a file, beside what the types are compared with. */
const compile = (name, text, options, type) => compiled(name, text, { options, type, beside: { "is.ts": read("is.ts") } });

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
