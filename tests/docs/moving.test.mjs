// The pages for those who come from elsewhere: their code runs and gives what its comments say.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { assertClaims, blocksOf } from "./claims.mjs";

const folder = new URL("../../docs/moving/", import.meta.url);
const pages = readdirSync(folder);

test("there is a page for each of the three", () => {
  assert.deepEqual(pages.sort(), ["from-casl.md", "from-clerk.md", "from-hand-written-checks.md"]);
});

for (const page of pages) {
  test(`${page}: the code runs, block after block, and its comments are true`, () => {
    const code = blocksOf(readFileSync(new URL(page, folder), "utf8"));
    assert.ok(code.length > 0);
    assertClaims(code.join("\n"));
  });
}
