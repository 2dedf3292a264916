// The vectors and the generated questions, where every snapshot is loaded by `rolescope/session`: it reads another part of
// a snapshot than the whole engine does, and gives the same answers.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import * as whole from "rolescope";
import * as only from "rolescope/session";
import { replay } from "./generated.mjs";
import { run } from "./run.mjs";

const here = new URL(".", import.meta.url);
const read = (name) => readFileSync(new URL(name, here), "utf8");

/** The whole engine, but for its sessions over snapshots. */
const api = {
  ...whole,
  // Each entry throws errors of its own copy.
  RolescopeError: { [Symbol.hasInstance]: whole.isRolescopeError },
  Session: { load: (catalog, ...rest) => only.Session.load(only.Catalog.parse(JSON.stringify(catalog.toJSON())), ...rest) },
};

test("every generated question is answered as natively", () => {
  const { count, differences } = replay(api, read("generated.jsonl").trimEnd().split("\n").map((line) => JSON.parse(line)));
  assert.ok(count >= 100_000, `only ${count} questions`);
  assert.deepEqual(differences.slice(0, 10), []);
});

/** What stands at the head of a snapshot. The rows below are the whole engine's: to change one changes nothing here. */
const HEAD = ["snapshot", "catalog", "hash", "principal", "revision", "issuedAt", "expiresAt", "compiled"];

const isOfDirectory = ({ snapshot, set = {} }) => snapshot === undefined && Object.keys(set).every((field) => HEAD.includes(field));

/** What is read first is told with its place, and nothing after it. */
const isToldAlone = ({ refused = [] }) => refused.length < 2 && refused.every(({ path }) => path?.[0] !== "revision");

/** The entry explains nothing, and reads no rows that a vector has written by hand. */
const isMeant = ({ questions = [], updates = [], ...vector }) =>
  [vector, ...updates].every((source) => isOfDirectory(source) && (source.snapshotOf === undefined || isToldAlone(source))) && [questions, ...updates.map((update) => update.questions ?? [])].flat().every((question) => !question.explain);

const files = readdirSync(here).filter((name) => name.endsWith(".json")).sort();
const vectors = files.flatMap((file) => JSON.parse(read(file)).vectors.map((vector) => ({ file, vector })));
const meant = vectors.filter(({ vector }) => isMeant(vector));

test("nearly every vector is put to it", () => {
  assert.ok(meant.length > 0.9 * vectors.length, `only ${meant.length} of ${vectors.length}`);
});

for (const { file, vector } of meant) {
  test(`${file}: ${vector.law}`, () => {
    assert.deepEqual(run(api, [vector], { retail: read("../catalogs/retail.json") }), []);
  });
}
