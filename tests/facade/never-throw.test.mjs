// Asking never throws and never coerces: whatever is no known name is denied.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answersAreRight, world } from "./world.mjs";

const boom = () => {
  throw new Error("the caller's code ran");
};
const trapped = new Proxy({}, { get: boom, has: boom, ownKeys: boom, getPrototypeOf: boom, getOwnPropertyDescriptor: boom });
const revoked = (() => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
})();

/** A name where it stands for a name, and a good list where it stands for a list. */
const SINGLE = ["stock.items.read"];

const NAMES = [
  undefined,
  null,
  true,
  0,
  NaN,
  1n,
  Symbol("s"),
  Symbol.iterator,
  {},
  [],
  SINGLE,
  () => "S1",
  new String("S1"),
  new Date(NaN),
  Object.create(null),
  { toString: boom, valueOf: boom, [Symbol.toPrimitive]: boom },
  { toString: () => "stock.items.read" },
  trapped,
  revoked,
  new Proxy(() => {}, { apply: boom, get: boom }),
  new Map(),
  "",
  " stock.items.read",
  "stock.items.read\n",
  "\ud800",
  "stock.items.read\udfff",
  "\0",
  "__proto__",
  "constructor",
  "toString",
  "stock.items.read\nS1",
  "x".repeat(129),
  "x".repeat(2_000_000),
];

const TIMES = [NaN, Infinity, -Infinity, "2026-01-01", null, {}, new Date(NaN), Symbol("t"), 1n, trapped, revoked, () => 0, [0]];

const printed = (value) => {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 30));
  try {
    return `${typeof value} ${String(value)}`;
  } catch {
    return `${typeof value} that cannot be printed`;
  }
};

const DECISIONS = ["allow", "deny", "unknown"];

function assertDenied(decision) {
  assert.equal(decision.allowed, false);
  assert.ok(DECISIONS.includes(decision.decision) && decision.decision !== "allow");
  assert.notEqual(decision.reason, "granted");
  for (const key of ["message", "principal", "permission", "scope"]) assert.equal(typeof decision[key], "string");
}

function assertUnexplained(explanation) {
  assertDenied(explanation);
  for (const key of ["grants", "nearMisses", "remedies"]) assert.deepEqual(explanation[key], []);
}

for (const name of NAMES) {
  test(`asking about ${printed(name)} is denied`, () => {
    const all = world();
    const { session, directory } = all;
    const read = "stock.items.read";
    assert.equal(session.can(name, "S1"), false);
    assert.equal(session.can(read, name), false);
    assert.equal(session.can(name, name), false);
    assertDenied(session.check(name, "S1"));
    assertDenied(session.check(read, name));
    assertUnexplained(session.explain(name, "S1"));
    assertUnexplained(session.explain(read, name));
    assertUnexplained(directory.explain(name, read, "S1"));
    assertUnexplained(directory.explain("ann", name, "S1"));
    assertUnexplained(directory.explain("ann", read, name));
    // Options that are none set nothing; a time that cannot be read is none.
    assert.ok(["granted", "invalid-time"].includes(directory.explain("ann", read, "S1", name).reason));
    assert.equal(directory.explain("ann", read, "S1", { by: name }).allowed, true);
    assert.deepEqual(directory.apiScopes(name), []);
    assert.equal(session.at("S1").can(name), false);
    assertDenied(session.at("S1").check(name));
    const view = session.at(name);
    assert.equal(typeof view.scope, "string");
    assert.equal(view.can(read), false);
    assert.deepEqual(view.pages(), []);
    assert.deepEqual(view.listPermissions(), []);
    assert.deepEqual(session.pages(name), []);
    assert.deepEqual(session.roles(name), []);
    assert.deepEqual(session.listPermissions(name), []);
    assert.deepEqual(session.listScopes(name), []);
    assert.equal(session.page(name, "S1").state, "hidden");
    assert.equal(session.page(name, "S1").reason, "unknown-page");
    assert.notEqual(session.page("stock.items", name).state, "visible");
    if (name !== SINGLE) {
      assert.equal(session.canAll(name, "S1"), false);
      assert.equal(session.canAny(name, "S1"), false);
    }
    assert.equal(session.canAll([read, name], "S1"), false);
    assert.equal(session.canAny([name], "S1"), false);
    assert.equal(session.canAny([name, read], "S1"), true);

    assert.equal(directory.can(name, read, "S1"), false);
    assert.equal(directory.can("ann", name, "S1"), false);
    assert.equal(directory.can("ann", read, name), false);
    assertDenied(directory.check(name, read, "S1"));
    assertDenied(directory.check("ann", name, "S1"));
    assertDenied(directory.check("ann", read, name));
    assert.deepEqual(directory.listPermissions(name, "S1"), []);
    assert.deepEqual(directory.listPermissions("ann", name), []);
    assert.deepEqual(directory.listScopes(name, read), []);
    assert.deepEqual(directory.listScopes("ann", name), []);
    assert.deepEqual(directory.listPrincipals(name, "S1"), []);
    assert.deepEqual(directory.listPrincipals(read, name), []);
    directory.checkMany([{ principal: name, permission: read, scope: "S1" }, name, { principal: "ann", permission: name, scope: name }]).forEach(assertDenied);
    assert.ok(Array.isArray(directory.checkMany(name)));
    const unknown = directory.session(name);
    assert.equal(unknown.can(read, "S1"), false);
    assertDenied(unknown.check(read, "S1"));
    answersAreRight(assert, all);
  });
}

for (const at of TIMES) {
  test(`asking at ${printed(at)} is denied with invalid-time`, () => {
    const all = world();
    const { directory } = all;
    assert.equal(directory.can("ann", "stock.items.read", "S1", at), false);
    const decision = directory.check("ann", "stock.items.read", "S1", at);
    assertDenied(decision);
    assert.equal(decision.reason, "invalid-time");
    assert.equal(directory.explain("ann", "stock.items.read", "S1", { at }).reason, "invalid-time");
    const [only] = directory.checkMany([{ principal: "ann", permission: "stock.items.read", scope: "S1" }], at);
    assert.equal(only.reason, "invalid-time");
    assert.deepEqual(directory.listPermissions("ann", "S1", at), []);
    assert.deepEqual(directory.listScopes("ann", "stock.items.read", at), []);
    assert.deepEqual(directory.listPrincipals("stock.items.read", "S1", at), []);
    assert.throws(() => directory.snapshot("ann", { at }), { code: "invalid-time" });
    answersAreRight(assert, all);
  });
}

test("a Date is a time, of another realm too", async () => {
  const vm = await import("node:vm");
  const { directory } = world();
  const at = vm.runInNewContext("new Date(Date.UTC(2026, 0, 1, 1, 30))");
  assert.equal(directory.can("ann", "stock.items.order", "S1", at), true);
  assert.equal(directory.can("ann", "stock.items.order", "S1", new Date(at.getTime())), true);
  assert.equal(directory.can("ann", "stock.items.order", "S1", at.getTime()), true);
  assert.equal(directory.can("ann", "stock.items.order", "S1"), false);
});

test("canAll and canAny deny empty lists", () => {
  const { session } = world();
  assert.equal(session.canAll([], "S1"), false);
  assert.equal(session.canAny([], "S1"), false);
  assert.equal(session.canAll(["stock.items.read"], "S1"), true);
  assert.equal(session.canAll(["stock.items.read", "stock.items.order"], "S1"), false);
});

test("unknown names leave nothing behind", () => {
  const { session } = world();
  const first = session.check("nope", "S1");
  assert.deepEqual(session.check("nope", "S1"), first);
  assert.notEqual(session.check("nope", "S1"), first);
  assert.notEqual(session.page("/nope", "S1"), session.page("/nope", "S1"));
  assert.equal(session.page("/nope", "S1").id, "/nope");
});

test("explicit look-ups throw a RolescopeError", () => {
  const { catalog, directory, session } = world();
  for (const name of NAMES) {
    assert.throws(() => catalog.role(name), { name: "RolescopeError", code: "unknown-role" });
    assert.throws(() => directory.role(name), { name: "RolescopeError", code: "unknown-role" });
    assert.throws(() => session.role(name), { name: "RolescopeError", code: "unknown-role" });
    assert.throws(() => directory.snapshot(name), { name: "RolescopeError", code: "unknown-principal" });
    assert.throws(() => directory.seats(name), { name: "RolescopeError", code: "unknown-scope" });
  }
});

test("a hint is given for a name that is nearly right", () => {
  const { catalog } = world();
  assert.throws(() => catalog.role("clerc"), (error) => /clerk/.test(error.issues[0].hint));
});

test("an expiry that is no number is refused and is not `never`", () => {
  const { directory } = world();
  for (const expiresIn of [NaN, Infinity, "3600000", null, {}, 1n]) {
    assert.throws(() => directory.snapshot("ann", { expiresIn }), { name: "RolescopeError", code: "invalid-type" });
  }
  assert.equal(JSON.parse(directory.snapshot("ann")).expiresAt ?? null, null);
});
