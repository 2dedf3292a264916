// The README's code runs as it stands, and says what it gives.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Catalog } from "rolescope";
import { assertClaims, blocksOf } from "./claims.mjs";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
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

test("the block has about ten lines of code", () => {
  const lines = blocks[0].split("\n").filter((line) => line.trim() !== "" && !line.startsWith("//"));
  assert.ok(lines.length <= 14, `${lines.length} lines`);
});

for (const id of ["twilio", "studio", "voiceflow"]) {
  test(`the table of vendors counts ${id} right`, () => {
    const row = readme.split("\n").find((line) => line.startsWith(`| [${id}]`));
    const counts = row.split("|").slice(2, 5).map(Number);
    const catalog = Catalog.builtin(id);
    assert.deepEqual(counts, [catalog.roles().length, catalog.permissions().length, catalog.pages().length]);
  });
}

test("the README keeps the two marks between which the bench writes", () => {
  const [from, to] = ["<!-- bench -->", "<!-- /bench -->"].map((mark) => readme.indexOf(mark));
  assert.ok(from >= 0 && to > from);
});
