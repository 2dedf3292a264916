// The entry for sessions alone is a smaller engine of the same code: it answers as the whole one does, and is another copy.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Catalog, Directory, Session } from "rolescope";
import * as only from "rolescope/session";
import { init, Catalog as SlimCatalog, Session as SlimSession } from "rolescope/session/slim";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const now = () => Date.parse("2026-06-01T00:00:00Z");

for (const vendor of ["twilio", "studio", "voiceflow"]) {
  test(`${vendor}: every answer about every principal is that of the whole engine`, () => {
    const { tenant } = JSON.parse(read(`tests/stories/${vendor}.json`));
    const catalog = Catalog.builtin(vendor);
    const small = only.Catalog.builtin(vendor);
    assert.equal(small.hash, catalog.hash);
    const permissions = [...catalog.permissions().map(({ id }) => id), "no.such"];
    const directory = Directory.parse(catalog, tenant, { now });
    let allowed = 0;
    for (const { id } of directory.principals()) {
      const text = directory.snapshot(id, { expiresIn: 60_000, at: now() });
      const whole = Session.load(catalog, text, { now });
      const session = only.Session.load(small, text, { now, principal: id });
      assert.deepEqual(session.scopes(), whole.scopes());
      assert.deepEqual(session.apiScopes(), whole.apiScopes());
      for (const scope of [...directory.scopes().map((scope) => scope.id), "nowhere"]) {
        assert.deepEqual(session.listPermissions(scope), whole.listPermissions(scope));
        assert.deepEqual(session.roles(scope), whole.roles(scope));
        assert.deepEqual(session.pages(scope), whole.pages(scope));
        for (const permission of permissions) {
          assert.equal(session.can(permission, scope), whole.can(permission, scope));
          assert.deepEqual(session.check(permission, scope), whole.check(permission, scope));
          allowed += session.can(permission, scope);
        }
      }
    }
    assert.ok(allowed > 50, `only ${allowed} were allowed`);
  });
}

const retail = read("tests/catalogs/retail.json");

/** A tenant of a team's own catalog, with one clerk. */
function tillOf(text) {
  const catalog = Catalog.parse(text);
  const tenant = {
    catalog: "retail",
    scopes: [{ id: "R1", type: "region" }, { id: "S1", type: "store", parent: "R1" }, { id: "T1", type: "till", parent: "S1" }],
    principals: [{ id: "bob" }, { id: "ann" }],
    roleAssignments: [{ principal: "bob", role: catalog.roles({ scopeType: "store" })[0].id, scope: "S1" }],
  };
  return Directory.parse(catalog, tenant, { now });
}

test("a team's own catalog is known by its text, or by its id, version and hash alone", () => {
  const { id, version, hash } = Catalog.parse(retail);
  const snapshot = tillOf(retail).snapshot("bob", { at: now() });
  for (const text of [retail, JSON.parse(retail), { id, version, hash }, JSON.stringify({ id, version, hash })]) {
    const catalog = only.Catalog.parse(text);
    assert.deepEqual([catalog.id, catalog.version, catalog.hash], [id, version, hash]);
    const session = only.Session.load(catalog, snapshot, { now });
    assert.ok(session.listPermissions("S1").length > 0);
    assert.equal(session.catalog, catalog);
  }
});

test("a catalog that no directory was checked against belongs to no snapshot, whatever is wrong with it", () => {
  const snapshot = tillOf(retail).snapshot("bob", { at: now() });
  const broken = { ...JSON.parse(retail), roles: [] };
  assert.throws(() => Catalog.parse(broken));
  const refused = (error) => only.isRolescopeError(error) && error.code === "wrong-catalog";
  assert.throws(() => only.Session.load(only.Catalog.parse(broken), snapshot, { now }), refused);
  assert.throws(() => only.Session.load(only.Catalog.builtin("studio"), snapshot, { now }), refused);
  for (const [text, code] of [["{}", "missing-field"], ["[]", "invalid-type"], ["{", "invalid-json"], [{ id: "x" }, "missing-field"]]) {
    assert.throws(() => only.Catalog.parse(text), (error) => only.isRolescopeError(error) && error.code === code, code);
  }
  assert.throws(() => only.Catalog.builtin("twillio"), { code: "unknown-catalog" });
});

test("a newer snapshot may have the names of the catalog in another order", () => {
  const turned = JSON.parse(retail);
  turned.permissions.reverse();
  turned.pages.reverse();
  assert.equal(Catalog.parse(turned).hash, Catalog.parse(retail).hash);
  const session = only.Session.load(only.Catalog.parse(retail), tillOf(retail).snapshot("bob", { at: now(), expiresIn: 30_000 }), { now });
  const answers = () => Catalog.parse(retail).permissions().map(({ id }) => `${id} ${session.can(id, "S1")} ${session.check(id, "S1").reason}`);
  const before = answers();
  const pages = new Set(session.pages("S1").map(({ id, state }) => `${id} ${state}`));
  assert.ok(before.some((answer) => answer.endsWith("granted")) && before.some((answer) => !answer.endsWith("granted")));
  session.update(tillOf(turned).snapshot("bob", { at: now(), expiresIn: 60_000 }));
  assert.deepEqual(answers(), before);
  assert.deepEqual(new Set(session.pages("S1").map(({ id, state }) => `${id} ${state}`)), pages);
});

test("another principal's snapshot answers nothing, and neither does a stale one", () => {
  const snapshot = tillOf(retail).snapshot("bob", { at: now(), expiresIn: 1000 });
  const catalog = only.Catalog.parse(retail);
  assert.throws(() => only.Session.load(catalog, snapshot, { now, principal: "ann" }), { code: "wrong-principal" });
  const lenient = only.Session.load(catalog, snapshot, { now, principal: "ann", lenient: true });
  const stale = only.Session.load(catalog, snapshot, { now: () => now() + 1000 });
  for (const [session, reason] of [[lenient, "wrong-principal"], [stale, "stale"]]) {
    for (const permission of Catalog.parse(retail).permissions()) {
      assert.equal(session.can(permission.id, "S1"), false);
      assert.equal(session.check(permission.id, "S1").reason, reason);
    }
    assert.deepEqual([session.listPermissions("S1"), session.roles("S1"), session.apiScopes()], [[], [], []]);
    assert.ok(session.pages("S1").every(({ state }) => state === "hidden"));
  }
  assert.deepEqual(lenient.scopes(), []);
});

test("a snapshot that no engine has written is refused", () => {
  const good = JSON.parse(tillOf(retail).snapshot("bob", { at: now() }));
  const catalog = only.Catalog.parse(retail);
  const refused = (change, code) => {
    const snapshot = structuredClone(good);
    change(snapshot);
    assert.throws(() => only.Session.load(catalog, snapshot, { now }), (error) => only.isRolescopeError(error) && error.code === code, String(change));
  };
  refused((snapshot) => delete snapshot.compiled, "missing-field");
  refused((snapshot) => (snapshot.compiled.form = 2), "invalid-type");
  refused((snapshot) => (snapshot.more = 1), "unknown-field");
  refused((snapshot) => (snapshot.hash = 5), "invalid-type");
  refused((snapshot) => (snapshot.catalog = null), "invalid-type");
  refused((snapshot) => delete snapshot.hash, "missing-field");
  refused((snapshot) => (snapshot.hash = "0".repeat(32)), "wrong-catalog");
  refused((snapshot) => (snapshot.principal = "bob"), "invalid-type");
  refused((snapshot) => (snapshot.revision = -1), "invalid-type");
  refused((snapshot) => (snapshot.expiresAt = "soon"), "invalid-time");
  for (const field of [...Object.keys(good.compiled), "apiScopes"]) refused((snapshot) => (snapshot.compiled[field] = "x"), "invalid-type");
  for (const field of ["role", "name", "via", "starts", "ends", "set", "gives", "reach", "backedBy"]) {
    for (const value of [null, {}, field === "set" || field === "gives" ? "x" : true]) refused((snapshot) => (snapshot.compiled.rows[0][field] = value), "invalid-type");
  }
  for (const field of ["id", "path", "parent", "at", "need", "disable"]) refused((snapshot) => (snapshot.compiled.pages[0][field] = null), "invalid-type");
  for (const need of [["all"], ["any"], [], ["all", ["any"]]]) refused((snapshot) => (snapshot.compiled.pages[0].need = need), "invalid-type");
  for (const id of ["", "R1\nS1", "é", 5]) refused((snapshot) => (snapshot.scopes[0].id = id), "invalid-type");
  refused((snapshot) => snapshot.compiled.types.pop(), "invalid-type");
  refused((snapshot) => (snapshot.compiled.pages[0].need = ["none", 1]), "invalid-type");
});

test("what two readers could take in two ways is refused, or denied", () => {
  const good = tillOf(retail).snapshot("bob", { at: now() });
  const catalog = only.Catalog.parse(retail);
  const load = (text) => only.Session.load(catalog, text, { now });
  for (const text of [
    good.replace(/}}$/, ',"pages":[]}}'),
    good.replace('"principal":{', '"principal":{"id":"ann",'),
    good.replace('"rows":[{', '"rows":[{"set":0,'),
  ]) {
    assert.notEqual(text, good);
    assert.throws(() => load(text), { code: "invalid-type" });
  }
  const twice = JSON.parse(good);
  twice.scopes[0].id = "S1";
  const session = load(twice);
  for (const { id } of Catalog.parse(retail).permissions()) {
    assert.equal(session.can(id, "S1"), false);
    assert.equal(session.check(id, "S1").reason, "outside-snapshot");
  }
});

test("of another principal's rows nothing is said, at no time", async () => {
  const tenant = JSON.parse(JSON.stringify(tillOf(retail).toJSON()));
  tenant.roleAssignments[0].expiresAt = new Date(now() + 5000).toISOString();
  const snapshot = Directory.parse(Catalog.parse(retail), tenant, { now }).snapshot("bob", { at: now() });
  for (const [load, catalog] of [[Session.load, Catalog.parse(retail)], [only.Session.load, only.Catalog.parse(retail)]]) {
    for (const [principal, expected] of [["ann", []], ["bob", ["expiry"]]]) {
      let time = now();
      const session = load(catalog, snapshot, { now: () => time, principal, lenient: true });
      const heard = [];
      session.subscribe(({ reason }) => heard.push(reason));
      session.can("sales.receipts.read", "S1");
      time += 6000;
      session.can("sales.receipts.read", "S1");
      await new Promise((resolve) => setTimeout(resolve));
      assert.deepEqual(heard, expected);
    }
  }
});

test("a clock that gives no time is refused when a snapshot is loaded, and when it is renewed", () => {
  const snapshot = tillOf(retail).snapshot("bob", { at: now() });
  for (const [load, catalog] of [[Session.load, Catalog.parse(retail)], [only.Session.load, only.Catalog.parse(retail)]]) {
    assert.throws(() => load(catalog, snapshot, { now: () => NaN }), { code: "invalid-time" });
    let time = now();
    const session = load(catalog, snapshot, { now: () => time });
    time = NaN;
    assert.throws(() => session.update(snapshot), { code: "invalid-time" });
    time = now();
    assert.ok(session.listPermissions("S1").length > 0);
  }
});

test("a role that reaches over many links is answered for as fast as any other", () => {
  const count = 400;
  const scopes = [{ id: "O", type: "org" }];
  for (let group = 0; group < count; group++) {
    const accounts = Array.from({ length: 20 }, (_, at) => ({ id: `A${group}-${at}`, type: "acct", parent: "O" }));
    scopes.push(...accounts, { id: `G${group}`, type: "group", parent: "O", links: accounts.map(({ id }) => id) });
  }
  const text = {
    id: "linked", version: "1", title: "Linked",
    scopeTypes: [{ id: "org", parents: [] }, { id: "acct", parents: ["org"] }, { id: "group", parents: ["org"], links: ["acct"] }],
    permissions: [{ id: "bill.plan.read", appliesTo: ["org", "acct", "group"] }],
    roles: [{ id: "payer", name: "Payer", kind: "x", assignableAt: ["org"], reach: "linked", grants: [{ permission: "bill.plan.read" }] }],
    pages: [], rules: [],
  };
  const tenant = { catalog: "linked", scopes, principals: [{ id: "ann" }], roleAssignments: [{ principal: "ann", role: "payer", scope: "O" }] };
  const snapshot = Directory.parse(Catalog.parse(text), tenant, { now }).snapshot("ann", { at: now() });
  assert.deepEqual(JSON.parse(snapshot).compiled.rows[0].reach, [0, scopes.length]);
  const session = only.Session.load(only.Catalog.parse(text), snapshot, { now });
  assert.equal(session.listScopes("bill.plan.read").length, scopes.length);
});

const leaves = (pages) => pages.flatMap((page) => (page.children.length > 0 ? leaves(page.children) : [page]));

test("numbers that lead nowhere grant nothing", () => {
  const good = JSON.parse(tillOf(retail).snapshot("bob", { at: now() }));
  const catalog = only.Catalog.parse(retail);
  const far = 4_000_000_000;
  for (const change of [
    ({ rows }) => rows.forEach((row) => (row.set = far)),
    ({ rows }) => rows.forEach((row) => (row.gives = far)),
    ({ rows }) => rows.forEach((row) => (row.reach = [far, far + 1, 3])),
    ({ types }) => types.fill(far),
    ({ places }) => places.fill(far),
    (compiled) => (compiled.sets = [[far]]),
    (compiled) => (compiled.applying = [[far], [far], [far]]),
    ({ pages }) => pages.forEach((page, at) => (page.parent = (at + 1) % pages.length)),
  ]) {
    const snapshot = structuredClone(good);
    change(snapshot.compiled);
    const session = only.Session.load(catalog, snapshot, { now });
    for (const scope of ["R1", "S1", "T1"]) {
      if (!String(change).includes("parent")) assert.deepEqual(session.listPermissions(scope), [], String(change));
      assert.ok(leaves(session.pages(scope)).every(({ state }) => state !== "visible"), String(change));
    }
  }
});

test("it has no directory and explains nothing: that is what the whole engine is for", () => {
  assert.deepEqual(Object.keys(only).sort(), ["Catalog", "RolescopeError", "Session", "isRolescopeError"]);
  for (const name of ["explain", "role", "issues"]) assert.equal(name in only.Session.prototype, false, name);
  for (const name of ["lint", "pages", "roles"]) assert.equal(name in only.Catalog.prototype, false, name);
});

test("a catalog of one entry is none of the other's", () => {
  const refused = (error) => error.code === "invalid-type";
  const snapshot = "{}";
  assert.throws(() => only.Session.load(Catalog.builtin("studio"), snapshot), refused);
  assert.throws(() => Session.load(only.Catalog.builtin("studio"), snapshot), refused);
});

test("the slim form is not ready before `init`, and shares its engine with the inline one", async () => {
  // The inline entry has started the engine that both share.
  assert.equal(SlimCatalog, only.Catalog);
  assert.equal(SlimSession, only.Session);
  await init(new URL("data:application/wasm,"));
});
