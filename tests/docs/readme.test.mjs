// The README's code runs as it stands, and says what it gives.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { Catalog } from "rolescope";

const root = fileURLToPath(new URL("../../", import.meta.url));
const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const blocks = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);

/** A statement whose comment is JSON: what the expression gives, as the README claims. */
const CLAIM = /^(\S.*); \/\/ (.+)$/;

/** Runs a block as a module and gives each claim with what the expression gave. */
function run(code) {
  const checked = code.replace(new RegExp(CLAIM, "gm"), (_, expression, claim) => `claims.push([${JSON.stringify(expression)}, ${expression}, ${claim}]);`);
  const module = `const claims = [];\n${checked}\nconsole.log(JSON.stringify(claims));`;
  // From the root of the repo, where the name `rolescope` leads to the built package.
  return JSON.parse(execFileSync("node", ["--input-type=module", "--eval", module], { cwd: root, encoding: "utf8" }));
}

function assertClaims(code) {
  const claims = run(code);
  assert.equal(claims.length, code.split("\n").filter((line) => CLAIM.test(line)).length);
  assert.ok(claims.length > 0, "the block claims nothing");
  for (const [expression, gave, claimed] of claims) assert.deepEqual(gave, claimed, expression);
}

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
