// The README's code runs as it stands, and says what it gives.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Catalog } from "rolescope";
import { full, intoReadme } from "../../benches/js/report.mjs";
import { assertClaims, blocksOf } from "./claims.mjs";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const readme = read("README.md");
const blocks = blocksOf(readme);

test("the README has one block of code, and it gives what its comments say", () => {
  assert.equal(blocks.length, 1);
  assertClaims(blocks[0]);
});

test("a comment that is wrong fails", () => {
  const wrong = blocks[0].replace(/; \/\/ true$/m, "; // false");
  assert.notEqual(wrong, blocks[0]);
  assert.throws(() => assertClaims(wrong), /studio\.flows\.read/);
});

test("the block has ten lines of code, none of them long", () => {
  const lines = blocks[0].split("\n").filter((line) => line.trim() !== "" && !line.startsWith("//"));
  assert.equal(lines.length, 10);
  for (const line of lines) assert.ok(line.length <= 125, line);
});

test("the file to install has the name that npm gives it", () => {
  const { name, version } = JSON.parse(read("pkg/package.json"));
  assert.deepEqual(new Set(readme.match(/[\w.-]+\.tgz/g)), new Set([`${name}-${version}.tgz`]));
});

for (const id of ["twilio", "studio", "voiceflow"]) {
  test(`the table of vendors counts ${id} right`, () => {
    const row = readme.split("\n").find((line) => line.startsWith(`| [${id}]`));
    const counts = row.split("|").slice(2, 5).map(Number);
    const catalog = Catalog.builtin(id);
    assert.deepEqual(counts, [catalog.roles().length, catalog.permissions().length, catalog.pages().length]);
  });
}

const results = JSON.parse(read("benches/results.json"));

test("the README and results.md say what is in results.json, as the bench writes it", () => {
  assert.equal(intoReadme(readme, results), readme);
  assert.equal(full(results), read("benches/results.md"));
});

test("the README keeps the marks between which the bench writes", () => {
  for (const name of ["bytes", "bench"]) {
    const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`].map((mark) => readme.indexOf(mark));
    assert.ok(from >= 0 && to > from, name);
    assert.throws(() => intoReadme(readme.replace(`<!-- /${name} -->`, ""), results), new RegExp(name));
  }
});

test("no cell of the README's tables is empty", () => {
  const rows = readme.split("\n").filter((line) => line.startsWith("| "));
  assert.ok(rows.length > 12);
  for (const row of rows) assert.doesNotMatch(row, /\| *\|/);
});
