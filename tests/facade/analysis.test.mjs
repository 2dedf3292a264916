// The analysis of catalogs: plain data, and errors with a place and a hint.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { Catalog } from "rolescope";
import { catalogData } from "./world.mjs";

const shops = () => Catalog.parse(catalogData());
const edited = (edit) => {
  const data = catalogData();
  edit(data);
  return Catalog.parse(data);
};

/** Plain data all the way down: nothing of the engine or of a class. */
function assertPlain(value) {
  if (typeof value !== "object" || value === null) return;
  assert.ok([Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value)));
  for (const key of Reflect.ownKeys(value)) {
    assert.doesNotMatch(String(key), /^__|ptr|free/);
    assertPlain(value[key]);
  }
}

const refused = (run, code, path, hint) => {
  assert.throws(run, (error) => {
    assert.equal(error.name, "RolescopeError");
    assert.equal(error.code, code);
    assert.deepEqual(error.issues[0].path, path);
    assert.equal(error.issues[0].hint, hint);
    return true;
  });
};

test("a scope type says that it may be a root only where its parents do not tell", () => {
  const catalog = edited((data) => data.scopeTypes.push({ id: "popup", title: "Pop-up", parents: ["region"], root: true, links: ["store"], attributes: { open: ["yes"] } }));
  assert.deepEqual(catalog.scopeTypes(), [
    { id: "region", title: "region", parents: [], links: [], attributes: {} },
    { id: "store", title: "store", parents: ["region"], links: [], attributes: {} },
    { id: "popup", title: "Pop-up", parents: ["region"], root: true, links: ["store"], attributes: { open: ["yes"] } },
  ]);
});

test("what is found is plain data", () => {
  const later = edited((data) => data.roles.push({ id: "guest", name: "Clerk", kind: "x", assignableAt: [], grants: [] }));
  const found = {
    diffRoles: shops().diffRoles("clerk", "manager"),
    leastRoles: shops().leastRoles({ permissions: ["staff.people.hire"], scopeType: "store" }),
    diff: shops().diff(later),
    lint: later.lint(),
  };
  assert.deepEqual(found.diffRoles, { onlyA: [], onlyB: ["stock.items.order", "staff.people.hire"], both: ["stock.items.read"] });
  assert.deepEqual(found.leastRoles, [{ roles: ["manager"], extra: ["stock.items.read", "stock.items.order"], exact: true }]);
  assert.deepEqual(found.diff, { roles: [{ id: "guest", change: "added" }], permissions: [], pages: [] });
  assert.deepEqual(
    found.lint.map(({ code, severity, path }) => [code, severity, path]),
    [
      ["dead-permission", "warning", ["permissions", 3]],
      ["unreachable-page", "warning", ["pages", 4, "scopeTypes", 0]],
      ["confusable-label", "warning", ["roles", 2, "name"]],
    ],
  );
  for (const [name, value] of Object.entries(found)) {
    assertPlain(value);
    assert.ok(Object.keys(value).length > 0, name);
  }
});

test("lint is asked once: the same list each time", () => {
  const catalog = Catalog.builtin("twilio");
  assert.equal(catalog.lint(), catalog.lint());
  assert.ok(catalog.lint().length > 0);
});

test("a role that is not known is refused, whatever was given for it", () => {
  refused(() => shops().diffRoles("clerk", "manger"), "unknown-role", [], "did you mean `manager`?");
  for (const odd of [undefined, null, 7, {}, [], "", "clerk\nmanager", "x".repeat(5000)]) {
    refused(() => shops().diffRoles(odd, "clerk"), "unknown-role", []);
    refused(() => shops().diffRoles("clerk", odd), "unknown-role", []);
  }
});

test("what is wanted is checked name by name", () => {
  const least = (permissions, scopeType = "store") => () => shops().leastRoles({ permissions, scopeType });
  refused(least(["stock.items.read", "stock.item.read"]), "unknown-permission", ["permissions", 1], "did you mean `stock.items.read`?");
  refused(least([], "stor"), "unknown-scope-type", ["scopeType"], "did you mean `store`?");
  for (const odd of [undefined, null, 7, {}, "stock.items.read\nstock.items.order", "x".repeat(5000), "__proto__"]) {
    const list = [odd];
    if (odd === undefined) assert.throws(least(list), { code: "invalid-type" });
    else refused(least(list), "unknown-permission", ["permissions", 0]);
  }
  for (const odd of [null, 7, [], "__proto__"]) refused(least(["stock.items.read"], odd), "unknown-scope-type", ["scopeType"]);
});

test("a want of another shape is refused, and nothing of the caller's is called", () => {
  const boom = () => {
    throw new Error("the caller's code ran");
  };
  const shapes = [undefined, null, 7, "store", [], {}, { permissions: "stock.items.read", scopeType: "store" }, { permissions: {}, scopeType: "store" }];
  shapes.push(new Proxy({}, { get: boom, ownKeys: boom }), { get permissions() { return boom(); } });
  for (const shape of shapes) {
    assert.throws(() => shops().leastRoles(shape), { name: "RolescopeError", code: "invalid-type" });
  }
  Object.prototype.permissions = ["stock.items.read"];
  try {
    assert.throws(() => shops().leastRoles({ scopeType: "store" }), { code: "invalid-type" });
  } finally {
    delete Object.prototype.permissions;
  }
});

test("only a catalog of this copy can be compared", () => {
  const copy = createRequire(import.meta.url)("rolescope");
  for (const other of [undefined, null, {}, "twilio", catalogData(), copy.Catalog.builtin("studio"), Object.create(Catalog.prototype)]) {
    assert.throws(() => shops().diff(other), { name: "RolescopeError", code: "invalid-type" });
  }
  assert.deepEqual(shops().diff(shops()), { roles: [], permissions: [], pages: [] });
});

test("of the ids of a built-in catalog, what is found has the same ones", () => {
  const twilio = Catalog.builtin("twilio");
  const permissions = new Set(twilio.permissions().map(({ id }) => id));
  const sets = twilio.leastRoles({ permissions: ["studio.flows.update", "voice.operations.read"], scopeType: "account" });
  assert.ok(sets.length > 0 && sets.length <= 10);
  for (const { roles, extra, exact } of sets) {
    assert.equal(exact, true);
    for (const role of roles) assert.ok(twilio.role(role).assignableAt.includes("account"));
    for (const id of extra) assert.ok(permissions.has(id));
  }
});

test("a filter with a field that is not known, or that is no text, is refused, and one that is null is none", () => {
  const catalog = Catalog.builtin("voiceflow");
  const refusals = {
    roles: (filter) => catalog.roles(filter),
    permissions: (filter) => catalog.permissions(filter),
    matrix: (filter) => catalog.matrix(filter),
  };
  for (const [name, list] of Object.entries(refusals)) {
    const thrown = (filter) => {
      try {
        list(filter);
      } catch (error) {
        return error.issues.map(({ code, path, hint }) => [code, path.join("."), hint ?? null]);
      }
      return [];
    };
    assert.deepEqual(thrown({ scopetype: "project", product: 7 }), [["unknown-field", "scopetype", "did you mean `scopeType`?"], ["invalid-type", "product", null]], name);
    assert.deepEqual(thrown("project").map(([code]) => code), ["invalid-type"], name);
    assert.deepEqual(list(null), list(), name);
    assert.deepEqual(list({ product: undefined }), list(), name);
  }
});
