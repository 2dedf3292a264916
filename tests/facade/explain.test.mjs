// Explanations, seats, API scopes and reviews through the facade: what the engine says arrives as plain, frozen data.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Catalog, Directory, Session } from "rolescope";
import { assertFrozen, assertOwn, HOUR, iso, T0, world } from "./world.mjs";

const studio = (now) =>
  Directory.parse(
    Catalog.builtin("studio"),
    {
      catalog: "studio",
      scopes: [
        { id: "sys", type: "system" },
        { id: "sp", type: "service_provider", parent: "sys" },
        { id: "ac", type: "account", parent: "sp" },
      ],
      principals: [{ id: "ana" }],
      roleAssignments: [{ principal: "ana", role: "ac_rw", scope: "ac", expiresAt: iso(T0 + HOUR) }],
    },
    { now },
  );

test("an explanation is the check, with grants, near misses and remedies", () => {
  const { directory } = world();
  const granted = directory.explain("bob", "stock.items.read", "S2");
  const { grants, nearMisses, remedies, ...decision } = granted;
  assert.deepEqual(decision, directory.check("bob", "stock.items.read", "S2"));
  assert.deepEqual(grants, [
    { source: "assignment", id: "bob|manager|S2", role: "manager", inheritedFrom: "clerk", scope: "S2", path: ["S2"], basis: "stated" },
  ]);
  assert.deepEqual([nearMisses, remedies], [[], []]);
  assertOwn(assert, () => directory.explain("bob", "stock.items.read", "S2"));

  const denied = directory.explain("ann", "staff.people.hire", "S1");
  assert.equal(denied.reason, "not-started");
  assert.deepEqual(denied.nearMisses, [
    {
      code: "not-started",
      role: "manager",
      scope: "S1",
      detail: `the assignment \`ann|manager|S1\` of the role \`manager\` at \`S1\` gives \`staff.people.hire\` here and starts at 2026-01-01T01:00:00Z`,
    },
  ]);
  assert.deepEqual(denied.remedies.map(({ role, scope, extra, blockedBy }) => [role, scope, extra, blockedBy.code]), [
    ["manager", "S1", ["stock.items.order"], "duplicate-assignment"],
  ]);
  assertOwn(assert, () => directory.explain("ann", "staff.people.hire", "S1"));
});

test("`at` moves the time of an explanation, and the clock is its default", () => {
  const { directory, clock } = world();
  const ask = (options) => directory.explain("ann", "staff.people.hire", "S1", options).reason;
  assert.equal(ask({ at: T0 + HOUR }), "granted");
  assert.equal(ask({ at: new Date(T0 + 2 * HOUR) }), "expired");
  assert.equal(ask(), "not-started");
  clock.time = T0 + HOUR;
  assert.equal(ask({}), "granted");
});

test("an actor whose name is empty is an actor that nobody knows, not nobody", () => {
  const { directory } = world();
  const blocked = (options) => directory.explain("bob", "staff.people.hire", "S1", options).remedies.map(({ blockedBy }) => blockedBy?.code);
  assert.ok(blocked().length > 0 && blocked().every((code) => code === undefined));
  assert.deepEqual(blocked({ by: "" }), blocked().map(() => "not-permitted"));
});

test("drift of an override is told by every explanation that the override has a say in", () => {
  const rights = ["tasks.tasks.read", "analytics.reports.read"];
  const drifted = (follows) => {
    const data = Catalog.builtin("studio").toJSON();
    data.rules.find(({ rule }) => rule === "narrowing").follows = follows;
    const directory = studio(() => T0).toJSON();
    directory.roleAssignments[0].role = "ac_ro";
    directory.overrides = [{ id: "o1", principal: "ana", role: "ac_ro", scope: "ac", mode: "narrow", permissions: rights }];
    const tenant = Directory.parse(Catalog.parse(data), directory, { now: () => T0 });
    const told = (permission) => tenant.explain("ana", permission, "ac").message.split("; ").slice(1);
    assert.deepEqual(told("tasks.tasks.read"), []);
    tenant.apply([{ type: "update-role", role: "ac_ro", permissions: ["analytics.reports.read", "tasks.tasks.delete"] }]);
    return ["tasks.tasks.read", "analytics.reports.read", "tasks.tasks.delete"].map(told);
  };
  const drift = "the override `o1` has drifted from the role `ac_ro`";
  assert.deepEqual(drifted("pinned"), [["the role `ac_ro` has lost it since, and the override `o1` keeps it"], [drift], [drift]]);
  assert.deepEqual(drifted("current"), [["the role `ac_ro` has lost it since the override `o1` was written"], [drift], [drift]]);
});

test("options are own properties", () => {
  const { directory } = world();
  const options = Object.create({ at: T0 + HOUR });
  assert.equal(directory.explain("ann", "staff.people.hire", "S1", options).reason, "not-started");
});

test("a session explains what its snapshot has, and anew when time has changed it", () => {
  const { session, clock } = world();
  const before = session.explain("staff.people.hire", "S1");
  assert.equal(before.reason, "not-started");
  assert.equal(session.explain("staff.people.hire", "S1"), before);
  clock.time = T0 + HOUR;
  const after = session.explain("staff.people.hire", "S1");
  assert.equal(after.reason, "granted");
  assert.equal(after.grants.length, 1);
  assert.deepEqual(session.explain("staff.people.hire", "S9").reason, "outside-snapshot");
});

test("a session that follows a directory explains as the directory does", () => {
  const { directory } = world();
  assert.deepEqual(directory.session("ann").explain("stock.items.order", "S2"), directory.explain("ann", "stock.items.order", "S2"));
});

test("a session that has expired explains nothing", () => {
  const { session, clock } = world({ expiresIn: HOUR });
  clock.time = T0 + HOUR;
  const stale = session.explain("stock.items.read", "S1");
  assert.equal(stale.reason, "stale");
  assert.equal(stale.decision, "unknown");
  assert.deepEqual([stale.grants, stale.nearMisses, stale.remedies], [[], [], []]);
});

test("seats are plain data with a reason, and an unknown scope is hinted at", () => {
  const directory = Directory.parse(Catalog.builtin("voiceflow"), {
    catalog: "voiceflow",
    scopes: [{ id: "w1", type: "workspace" }],
    principals: [{ id: "ana" }],
    roleAssignments: [{ principal: "ana", role: "owner", scope: "w1" }],
  });
  const because = "the assignment `ana|owner|w1` of the role `owner` at `w1` gives `project.content.edit`";
  const seats = directory.seats("w1");
  assert.deepEqual(seats, [
    { seat: "editor", count: 1, principals: [{ principal: "ana", because }] },
    { seat: "viewer", count: 0, principals: [] },
  ]);
  assertOwn(assert, () => directory.seats("w1"));
  assert.throws(() => directory.seats("w2"), (error) => error.code === "unknown-scope" && /w1/.test(error.issues[0].hint));
});

test("API scopes follow the clock, of the directory and of a session", () => {
  const clock = { time: T0 };
  const now = () => clock.time;
  const directory = studio(now);
  const session = Session.load(directory.catalog, directory.snapshot("ana"), { now });
  assert.deepEqual(directory.apiScopes("ana"), ["ac"]);
  assert.deepEqual(session.apiScopes(), ["ac"]);
  assertFrozen(assert, session.apiScopes());
  clock.time = T0 + HOUR;
  assert.deepEqual(directory.apiScopes("ana"), []);
  assert.deepEqual(session.apiScopes(), []);
});

test("a review is a list of warnings whose paths lead into the text", () => {
  const directory = studio(() => T0);
  const issues = directory.review();
  assert.deepEqual(issues.map(({ code, severity, path }) => [code, severity, path]), [["expiring", "warning", ["roleAssignments", 0]]]);
  assert.equal(issues[0].message, "the assignment `ana|ac_rw|ac` ends at 2026-01-01T01:00:00Z");
  const row = issues[0].path.reduce((value, step) => value[step], directory.toJSON());
  assert.equal(row.principal, "ana");
  assertOwn(assert, () => directory.review());
});

test("a clock that gives no number throws where there is something to throw", () => {
  const clock = { time: T0 };
  const directory = studio(() => clock.time);
  clock.time = NaN;
  assert.throws(() => directory.review(), { code: "invalid-time" });
  assert.throws(() => directory.seats("ac"), { code: "invalid-time" });
  assert.deepEqual(directory.apiScopes("ana"), []);
  assert.equal(directory.explain("ana", "tasks.tasks.read", "ac").reason, "invalid-time");
});
