// The semantics name every code that the engine has, so that none is without a description.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Catalog, Directory } from "rolescope";
import { assertClaims, blocksOf } from "./claims.mjs";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const model = read("docs/model.md");

/** The codes that a file of the engine lists as `Name = "code"`. */
const listed = (path) => [...read(path).matchAll(/^ {4}\w+ = "([a-z-]+)"/gm)].map(([, code]) => code);

const section = (title) => model.split(`\n## ${title}\n`)[1].split("\n## ")[0];
const missing = (codes, text) => codes.filter((code) => !text.includes(`\`${code}\``));

test("every reason is described, and in the engine's order", () => {
  const reasons = listed("src/resolve/decision.rs");
  assert.ok(reasons.length >= 18, `only ${reasons.length} reasons were found`);
  assert.deepEqual(missing(reasons, section("Reasons")), []);
  const rows = [...section("Reasons").matchAll(/^\| `([a-z-]+)` \| (allow|deny|unknown) \|/gm)].map(([, code]) => code);
  // What grants comes first in the engine, where it is no reason to deny; the last two are for pages and explanations.
  const order = reasons.filter((code) => code !== "granted" && rows.includes(code));
  assert.deepEqual(rows.filter((code) => code !== "granted"), order);
});

test("every issue code is described", () => {
  const codes = listed("src/error.rs");
  assert.ok(codes.length >= 30, `only ${codes.length} codes were found`);
  assert.deepEqual(missing(codes, section("Issue codes")), []);
});

const retail = () => JSON.parse(read("tests/catalogs/retail.json"));
const examples = () => JSON.parse(/^```json\n(.*?)^```$/ms.exec(section("Rules of a catalog"))[1]);

test("each rule that the schema knows has an example, and the example can be read", () => {
  const schema = JSON.parse(read("pkg/schema/catalog.json"));
  const known = new Set(JSON.stringify(schema).match(/"rule":\{[^}]*"const":"[a-z-]+"/g).map((text) => /"const":"([a-z-]+)"/.exec(text)[1]));
  assert.equal(known.size, 9);
  assert.deepEqual(new Set(examples().map(({ rule }) => rule)), known);
  const table = [...section("Rules of a catalog").matchAll(/^\| `([a-z-]+)` \| /gm)].map(([, rule]) => rule);
  assert.deepEqual(new Set(table), known);
  assert.equal(Catalog.parse({ ...retail(), rules: examples() }).id, "retail");
});

test("the two rules that are fields of a role do what their examples say", () => {
  const catalog = retail();
  const [, resource] = /`("resource": "till")`/.exec(model);
  const [, lift] = /`("lift": \{.*?\})`/.exec(model);
  const role = (id) => catalog.roles.find((role) => role.id === id);
  Object.assign(role("cashier"), JSON.parse(`{${resource}}`), { assignableAt: ["store"] });
  Object.assign(role("store-manager"), JSON.parse(`{${lift}}`), { grants: [{ permission: "sales.totals.read" }], inherits: [] });
  catalog.scopeTypes.find(({ id }) => id === "region").attributes = { franchise: ["no", "yes"] };
  const directory = (franchise) =>
    Directory.parse(Catalog.parse({ ...catalog, rules: [] }), {
      catalog: "retail",
      scopes: [
        { id: "R", type: "region", attributes: { franchise } },
        { id: "S", type: "store", parent: "R" },
        { id: "T1", type: "till", parent: "S" },
        { id: "T2", type: "till", parent: "S" },
      ],
      principals: [{ id: "cora" }, { id: "mia" }],
      roleAssignments: [
        { principal: "cora", role: "cashier", scope: "S", resource: { type: "till", id: "T1" } },
        { principal: "mia", role: "store-manager", scope: "S" },
      ],
    });
  assert.deepEqual(directory("no").listScopes("cora", "sales.receipts.create"), ["T1"]);
  assert.deepEqual(directory("no").listScopes("mia", "sales.totals.read"), ["R", "S"]);
  assert.deepEqual(directory("yes").listScopes("mia", "sales.totals.read"), ["S"]);
});

test("the examples run, each by itself, and their comments are true", () => {
  const blocks = blocksOf(model);
  assert.equal(blocks.length, 2);
  for (const block of blocks) assertClaims(block);
});
