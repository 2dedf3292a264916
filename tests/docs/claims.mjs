// Runs the code of a document, and holds it to what its comments say.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The blocks of a document that are JavaScript to be run. */
export const blocksOf = (text) => [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);

/** A statement whose comment is JSON: what the expression gives, as the README claims. */
const CLAIM = /^(\S.*); \/\/ (.+)$/;

/** Runs a block as a module and gives each claim with what the expression gave. */
function run(code) {
  const checked = code.replace(new RegExp(CLAIM, "gm"), (_, expression, claim) => `claims.push([${JSON.stringify(expression)}, ${expression}, ${claim}]);`);
  const module = `const claims = [];\n${checked}\nconsole.log(JSON.stringify(claims));`;
  // From the root of the repo, where the name `rolescope` leads to the built package.
  return JSON.parse(execFileSync("node", ["--input-type=module", "--eval", module], { cwd: root, encoding: "utf8" }));
}

export function assertClaims(code) {
  const claims = run(code);
  assert.equal(claims.length, code.split("\n").filter((line) => CLAIM.test(line)).length);
  assert.ok(claims.length > 0, "the block claims nothing");
  for (const [expression, gave, claimed] of claims) assert.deepEqual(gave, claimed, expression);
}
