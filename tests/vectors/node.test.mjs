// Runs every vector against the built package in Node.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import * as api from "rolescope";
import { run } from "./run.mjs";

const here = new URL(".", import.meta.url);
const read = (name, base = here) => readFileSync(new URL(name, base), "utf8");
const files = readdirSync(here).filter((name) => name.endsWith(".json")).sort();
const vectors = files.flatMap((file) => JSON.parse(read(file)).vectors.map((vector) => ({ file, vector })));
const catalogs = { retail: read("../catalogs/retail.json") };

test("there are at least 160 vectors, each with a law of its own", () => {
  assert.ok(vectors.length >= 160, `only ${vectors.length} vectors`);
  assert.equal(new Set(vectors.map(({ vector }) => vector.law)).size, vectors.length);
});

for (const { file, vector } of vectors) {
  test(`${file}: ${vector.law}`, () => {
    const differences = run(api, [vector], catalogs);
    assert.equal(differences.length, 0, describe(vector.law, differences));
  });
}

// A runner that finds nothing wrong with a wrong vector would let everything pass.
test("a vector whose expectation is wrong fails", () => {
  const { vector } = vectors.find(({ vector }) => vector.questions?.some((question) => question.reason === "granted"));
  const questions = vector.questions.map((question) => (question.reason === "granted" ? { ...question, reason: "no-grant" } : question));
  assert.notEqual(run(api, [{ ...vector, questions }], catalogs).length, 0);
  assert.notEqual(run(api, [{ ...vector, refused: [{ code: "cycle" }] }], catalogs).length, 0);
  assert.notEqual(run(api, [{ ...vector, issues: [{ code: "cycle" }] }], catalogs).length, 0);
  assert.notEqual(run(api, [{ law: "Nothing is expected.", catalog: vector.catalog, directory: vector.directory }], catalogs).length, 0);
  assert.notEqual(run(api, [{ ...vector, question: [] }], catalogs).length, 0);
});

function describe(law, differences) {
  const lines = differences.map(
    ({ what, expected, got }) => `  ${what}\n    expected ${JSON.stringify(expected)}\n    got      ${JSON.stringify(got)}`,
  );
  return `${law}\n${lines.join("\n")}`;
}
