// A change costs what it touches. What stands beside it, however much, costs nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Catalog, Directory } from "rolescope";

const PRINCIPALS = 10_000;

const catalog = Catalog.parse({
  id: "toy",
  version: "1",
  title: "Toy",
  scopeTypes: [{ id: "org", parents: [] }, { id: "team", parents: ["org"] }],
  permissions: [{ id: "docs.file.read", appliesTo: ["org", "team"] }],
  roles: [
    { id: "reader", name: "Reader", kind: "staff", assignableAt: ["org", "team"], grants: [{ permission: "docs.file.read" }] },
    { id: "lead", name: "Lead", kind: "lead", assignableAt: ["org"], grants: [{ permission: "docs.file.read" }] },
    { id: "extra", name: "Extra", kind: "staff", assignableAt: ["team"], grants: [{ permission: "docs.file.read" }] },
  ],
  pages: [],
  rules: [
    { rule: "holders", role: "lead", scopeType: "org", max: 1 },
    { rule: "limit", max: 25, per: "principal" },
    { rule: "delegation", changes: ["assign", "unassign"], needs: "docs.file.read", targets: "scope", ceiling: "own" },
    { rule: "widening", scopeTypes: ["team"], role: "extra", eligible: ["reader"] },
  ],
});

const TEAMS = 50;
const teams = Array.from({ length: TEAMS }, (_, n) => `T${n}`);

function tenant({ ids = false, leads = 1 } = {}) {
  const principals = Array.from({ length: PRINCIPALS }, (_, n) => ({ id: `p${n}` }));
  const rows = principals.flatMap(({ id }, n) => [0, 1, 2].map((k) => ({ principal: id, role: "reader", scope: teams[(n + k) % TEAMS] })));
  for (let n = 0; n < leads; n++) rows.push({ principal: `p${n}`, role: "lead", scope: "O" });
  return {
    catalog: "toy",
    scopes: [{ id: "O", type: "org" }, ...teams.map((id) => ({ id, type: "team", parent: "O" }))],
    principals,
    roleAssignments: ids ? rows.map((row, n) => ({ id: `row-${n}`, ...row })) : rows,
  };
}

const load = (options) => Directory.parse(catalog, tenant(options));

/** The least time that something takes, in milliseconds: other programs run too. */
function least(rounds, run) {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** Twenty rows that come and go. */
const cost = (directory) =>
  least(20, () => {
    for (let n = 0; n < 20; n++) {
      const row = { principal: `p${n}`, role: "reader", scope: "O" };
      directory.apply([{ type: "assign", ...row }]);
      directory.apply([{ type: "unassign", ...row }]);
    }
  });

const plain = load();
cost(plain);

function isAsQuick(one, other) {
  assert.ok(one < other * 3, `${one.toFixed(2)} ms, beside ${other.toFixed(2)} ms`);
}

test("a warning that stands does not make a change look at the whole directory, and is there when it is asked for", () => {
  const directory = load({ leads: 2 });
  isAsQuick(cost(directory), cost(plain));
  assert.deepEqual(directory.issues.map(({ code }) => code), ["holder-exists"]);
});

test("ids that rows state are found without a search", () => {
  const directory = load({ ids: true });
  isAsQuick(cost(directory), cost(plain));
  directory.apply([{ type: "unassign", id: "row-7" }]);
  assert.throws(() => directory.apply([{ type: "unassign", id: "row-7" }]), { code: "unknown-assignment" });
});

test("overrides that came and went leave nothing behind", () => {
  const directory = load();
  const widen = { principal: "p0", scope: "T0", role: "extra" };
  const some = (count) => {
    for (let n = 0; n < count; n++) {
      directory.apply([{ type: "widen", ...widen }]);
      directory.apply([{ type: "clear-override", ...widen }]);
    }
  };
  const before = least(10, () => some(20));
  some(4000);
  isAsQuick(least(10, () => some(20)), before);
  assert.deepEqual(directory.overrides(), []);
});

test("a long change set of an actor costs what its changes cost, and not their square", () => {
  const set = (count) =>
    Array.from({ length: count }, (_, n) => ({ principal: `p${n + 1}`, role: "reader" })).flatMap((row, n) => [
      { type: "unassign", ...row, scope: teams[(n + 1) % TEAMS] },
      { type: "assign", ...row, scope: "O" },
    ]);
  const took = (count) => least(3, () => assert.ok(plain.simulate(set(count), { by: "p0", diffLimit: 0 }).ok));
  const some = took(500);
  isAsQuick(took(5000), some * 10);
});
