import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { Catalog, Directory, RolescopeError, Session } from "rolescope";
import { assertStable, HOUR, T0, world } from "./world.mjs";

const QUESTIONS = {
  check: (session) => session.check("stock.items.order", "S1"),
  "check, a denial": (session) => session.check("stock.items.order", "S2"),
  explain: (session) => session.explain("stock.items.read", "S1"),
  "explain, a denial": (session) => session.explain("stock.items.order", "S2"),
  apiScopes: (session) => session.apiScopes(),
  pages: (session) => session.pages("S1"),
  "page by id": (session) => session.page("stock.items", "S1"),
  "page by path": (session) => session.page("/stock/items/?tab=1#top", "S1"),
  "page with children": (session) => session.page("stock", "S1"),
  "page of another scope type": (session) => session.page("plan", "S1"),
  "page of another scope type by path": (session) => session.page("/PLAN/", "S1"),
  listPermissions: (session) => session.listPermissions("S1"),
  listScopes: (session) => session.listScopes("stock.items.read"),
  scopes: (session) => session.scopes(),
  roles: (session) => session.roles("S1"),
  role: (session) => session.role("manager"),
};

for (const [name, ask] of Object.entries(QUESTIONS)) {
  test(`${name}: the same question gets the same frozen object`, () => {
    const { session } = world();
    assertStable(assert, () => ask(session));
  });

  test(`${name}: after an update it is asked anew`, () => {
    const { session, snapshot } = world();
    const before = ask(session);
    session.update(snapshot);
    const after = ask(session);
    assert.deepEqual(after, before);
    // An empty list is one object for all.
    if (!Array.isArray(before) || before.length > 0) assert.notEqual(name.startsWith("page by") ? session.pages("S1") : after, before);
  });
}

test("a page is the very object that stands in the tree", () => {
  const { session } = world();
  const [stock, staff] = session.pages("S1");
  assert.equal(session.page("stock", "S1"), stock);
  assert.equal(session.page("/stock/items", "S1"), stock.children[0]);
  assert.equal(session.page("staff", "S1"), staff);
  assert.equal(session.at("S1").pages(), session.pages("S1"));
});

test("leaves that are the same at two scopes are one object", () => {
  const { session } = world();
  assert.equal(session.pages("S1")[0].children[0], session.pages("S2")[0].children[0]);
  assert.notEqual(session.pages("S1")[0], session.pages("S2")[0]);
});

test("leaves that differ at two scopes are two", () => {
  const { session } = world({ start: T0 + HOUR });
  assert.equal(session.page("stock.order", "S1").state, "visible");
  assert.equal(session.page("stock.order", "S2").state, "hidden");
  assert.equal(session.page("stock.order", "S1").state, "visible");
});

test("the tree is as the catalog nests it", () => {
  const { session } = world();
  const [stock, staff] = session.pages("S2");
  assert.deepEqual(stock.children.map(({ id, state }) => [id, state]), [["stock.items", "visible"], ["stock.order", "hidden"]]);
  assert.equal(stock.state, "visible");
  assert.deepEqual(staff, {
    id: "staff",
    path: "staff",
    title: "Staff",
    state: "disabled",
    reason: "no-grant",
    missing: ["staff.people.hire"],
    children: [],
  });
  assert.equal(session.pages("R1").length, 1);
});

test("a view is one object at a scope, and live", () => {
  const { session, clock } = world();
  const view = session.at("S1");
  assert.equal(session.at("S1"), view);
  assert.equal(view.scope, "S1");
  assert.equal(view.can("stock.items.order"), false);
  clock.time = T0 + HOUR;
  assert.equal(view.can("stock.items.order"), true);
  assert.equal(view.check("stock.items.order").reason, "granted");
  clock.time = T0 + 2 * HOUR;
  assert.equal(view.can("stock.items.order"), false);
  assert.deepEqual(view.listPermissions(), ["stock.items.read"]);
});

test("nobody can give a view another answer for everybody else", () => {
  const { session } = world();
  const view = session.at("S1");
  const forge = () => {
    view.can = () => true;
  };
  assert.throws(forge, TypeError);
  assert.equal(session.at("S1").can("nothing.at.all"), false);
});

test("classes have their names in consoles and stacks", () => {
  for (const [name, of] of Object.entries({ Catalog, Directory, Session, RolescopeError })) assert.equal(of.name, name);
  assert.throws(() => Catalog.builtin("none"), (error) => /^RolescopeError: /.test(inspect(error)));
});

test("lists that are kept are frozen, and matrix cells are fresh", () => {
  const { catalog, directory } = world();
  for (const name of ["roles", "permissions", "pages", "scopeTypes"]) assertStable(assert, () => catalog[name]());
  for (const name of ["roles", "scopes", "principals"]) assertStable(assert, () => directory[name]());
  const [first, second] = [catalog.matrix(), catalog.matrix()];
  assert.notEqual(first.cells, second.cells);
  assert.deepEqual(first, second);
  assert.equal(first.cells.length, first.roles.length * first.permissions.length);
  assert.ok(first.cells instanceof Uint8Array);
  first.cells.fill(7);
  assert.ok(!catalog.matrix().cells.includes(7));
});

test("what is made for one call is its caller's own: it may be sorted and changed, and nobody else sees it", () => {
  const { catalog, directory } = world();
  const calls = {
    listPermissions: () => directory.listPermissions("ann", "S1"),
    listScopes: () => directory.listScopes("ann", "stock.items.read"),
    listPrincipals: () => directory.listPrincipals("stock.items.read", "S1"),
    nobody: () => directory.listPrincipals("no.such.permission", "S1"),
    checkMany: () => directory.checkMany([{ principal: "ann", permission: "stock.items.read", scope: "S1" }]),
    roleAssignments: () => directory.roleAssignments(),
    overrides: () => directory.overrides(),
    apiScopes: () => directory.apiScopes("ann"),
    review: () => directory.review(),
    role: () => directory.role("clerk").permissions,
    "a catalog's role": () => catalog.role("clerk").permissions,
    "roles of a kind": () => catalog.roles({ permission: "stock.items.read" }),
    diffRoles: () => catalog.diffRoles("clerk", "manager").both,
    matrix: () => catalog.matrix().roles,
  };
  for (const [name, call] of Object.entries(calls)) {
    const before = structuredClone(call());
    const own = call();
    own.sort().push("mine");
    for (const row of own) if (typeof row === "object") row.id = "mine";
    assert.deepEqual(call(), before, name);
  }
  const decision = directory.check("ann", "stock.items.read", "S1");
  decision.allowed = false;
  assert.equal(directory.check("ann", "stock.items.read", "S1").allowed, true);
});

test("toJSON gives plain data of one's own that parses again", async () => {
  const { Catalog, Directory } = await import("rolescope");
  const { catalog, directory } = world();
  const again = Catalog.parse(catalog.toJSON());
  assert.equal(again.hash, catalog.hash);
  assert.deepEqual(again.toJSON(), catalog.toJSON());
  catalog.toJSON().roles.length = 0;
  assert.equal(catalog.roles().length, 2);
  assert.deepEqual(Directory.parse(catalog, JSON.stringify(directory)).toJSON(), directory.toJSON());
});

test("the empty string is a name that nothing has", () => {
  const { session } = world();
  assert.equal(session.check("", "S1").reason, "unknown-permission");
  assert.equal(session.check("stock.items.read", "").reason, "outside-snapshot");
});
