// A small world of its own: stores in a region, two roles, three pages.
import { Catalog, Directory, Session } from "rolescope";

export const T0 = Date.UTC(2026, 0, 1);
export const HOUR = 3_600_000;

export const catalogData = () => ({
  id: "shops",
  version: "1",
  title: "Shops",
  scopeTypes: [
    { id: "region", parents: [] },
    { id: "store", parents: ["region"] },
  ],
  permissions: [
    { id: "stock.items.read", appliesTo: ["store", "region"] },
    { id: "stock.items.order", appliesTo: ["store"] },
    { id: "staff.people.hire", appliesTo: ["store"] },
    { id: "region.plan.edit", appliesTo: ["region"] },
  ],
  roles: [
    { id: "clerk", name: "Clerk", kind: "standard", assignableAt: ["region", "store"], grants: [{ permission: "stock.items.read" }] },
    {
      id: "manager",
      name: "Manager",
      kind: "standard",
      assignableAt: ["store"],
      inherits: ["clerk"],
      grants: [{ permission: "stock.items.order" }, { permission: "staff.people.hire", basis: "derived", why: "runs the store" }],
    },
  ],
  pages: [
    { id: "stock", path: "stock", title: "Stock", scopeTypes: ["store"] },
    { id: "stock.items", path: "stock/items", title: "Items", parent: "stock", scopeTypes: ["store"], requires: "stock.items.read" },
    { id: "stock.order", path: "stock/order", title: "Order", parent: "stock", scopeTypes: ["store"], requires: "stock.items.order" },
    { id: "staff", path: "staff", title: "Staff", scopeTypes: ["store"], requires: "staff.people.hire", whenDenied: "disable" },
    { id: "plan", path: "plan", title: "Plan", scopeTypes: ["region"], requires: "region.plan.edit" },
  ],
  rules: [],
});

/** `ann` is a clerk everywhere, and manages store S1 for the second hour of the year. */
export const directoryData = () => ({
  catalog: "shops",
  revision: 3,
  scopes: [
    { id: "R1", type: "region" },
    { id: "S1", type: "store", parent: "R1" },
    { id: "S2", type: "store", parent: "R1" },
  ],
  principals: [{ id: "ann", name: "Ann" }, { id: "bob" }],
  roleAssignments: [
    { principal: "ann", role: "clerk", scope: "R1" },
    { principal: "ann", role: "manager", scope: "S1", startsAt: iso(T0 + HOUR), expiresAt: iso(T0 + 2 * HOUR) },
    { principal: "bob", role: "manager", scope: "S2" },
  ],
});

export const iso = (time) => new Date(time).toISOString();

// The prototype is none, so that a test which pollutes `Object.prototype` gets the same world.
export function world(options = {}) {
  const { start, expiresIn, principal } = Object.assign(Object.create(null), { start: T0, principal: "ann" }, options);
  const clock = { time: start };
  const now = () => clock.time;
  const catalog = Catalog.parse(catalogData());
  const directory = Directory.parse(catalog, directoryData(), { now });
  const snapshot = directory.snapshot(principal, expiresIn === undefined ? undefined : { expiresIn });
  const session = Session.load(catalog, snapshot, { now });
  return { clock, now, catalog, directory, snapshot, session };
}

/** Right answers, whatever happened before. */
export function answersAreRight(assert, { catalog, directory, session }) {
  assert.equal(session.can("stock.items.read", "S1"), true);
  assert.equal(session.can("stock.items.order", "S2"), false);
  assert.equal(session.check("stock.items.read", "R1").reason, "granted");
  assert.equal(directory.can("bob", "staff.people.hire", "S2"), true);
  assert.equal(directory.can("bob", "staff.people.hire", "S1"), false);
  assert.equal(catalog.role("clerk").name, "Clerk");
}

/** A stable object is the same one the next time, and frozen all the way down. */
export function assertStable(assert, ask) {
  const first = ask();
  assert.equal(ask(), first);
  assertFrozen(assert, first);
  return first;
}

/** What is made for one call is the caller's own: as before when asked again, another object, and free to be changed. */
export function assertOwn(assert, ask) {
  const [one, other] = [ask(), ask()];
  assert.deepEqual(one, other);
  assert.notEqual(one, other);
  assert.ok(!Object.isFrozen(one));
}

export function assertFrozen(assert, value) {
  if (typeof value !== "object" || value === null) return;
  assert.ok(Object.isFrozen(value), `not frozen: ${JSON.stringify(value)}`);
  for (const key of Object.keys(value)) assertFrozen(assert, value[key]);
}
