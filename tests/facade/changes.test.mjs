// Changes through the facade: who hears of them, what survives a lost engine, and what is refused before the engine.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Catalog, Directory, Session } from "rolescope";
import { loseTheEngine } from "./lose.mjs";

const now = () => Date.parse("2026-06-01T00:00:00Z");
const tenant = {
  catalog: "voiceflow",
  scopes: [{ id: "W1", type: "workspace" }, { id: "P1", type: "project", parent: "W1" }],
  principals: [{ id: "olga" }, { id: "adam" }, { id: "vic" }],
  roleAssignments: [
    { principal: "olga", role: "owner", scope: "W1" },
    { principal: "adam", role: "admin", scope: "W1" },
    { principal: "vic", role: "viewer", scope: "W1" },
  ],
};
const widen = { type: "widen", principal: "vic", scope: "P1", role: "editor" };
const load = () => Directory.parse(Catalog.builtin("voiceflow"), tenant, { now });

test("a session that follows the directory answers anew, and its listeners hear why", () => {
  const directory = load();
  const session = directory.session("vic");
  const view = session.at("P1");
  const heard = [];
  session.subscribe((event) => heard.push(event));
  assert.equal(session.can("project.content.edit", "P1"), false);
  const { revision, diff } = directory.apply([widen], { diff: true });
  assert.equal(session.can("project.content.edit", "P1"), true);
  assert.equal(view.can("project.content.edit"), true);
  assert.deepEqual([session.revision, directory.revision], [revision, revision]);
  assert.deepEqual(heard, [{ revision, reason: "apply" }]);
  assert.deepEqual(diff.map(({ principal, scope }) => [principal, scope]), [["vic", "P1"]]);
  assert.ok(diff[0].gained.includes("project.content.edit"));
});

test("a listener that throws stops neither the change nor the others", () => {
  const directory = load();
  const heard = [];
  process.once("warning", () => {});
  directory.subscribe(() => {
    throw new Error("not my day");
  });
  directory.subscribe(({ revision }) => heard.push(revision));
  directory.apply([widen]);
  assert.deepEqual(heard, [1]);
  assert.equal(directory.can("vic", "project.content.edit", "P1"), true);
});

test("when the first listener hears of a change, every session answers anew", () => {
  const directory = load();
  const sessions = [directory.session("vic"), directory.session("vic"), directory.session("olga")];
  const views = sessions.map((session) => session.at("P1"));
  const answers = () => [...sessions, ...views].map((asked) => asked.can("project.content.edit", "P1"));
  const heard = [];
  for (const session of sessions) session.subscribe(({ revision }) => heard.push([revision, sessions.map((one) => one.revision), answers()]));
  assert.deepEqual(answers(), [false, false, true, false, false, true]);
  directory.apply([widen]);
  directory.apply([{ type: "clear-override", principal: "vic", scope: "P1" }]);
  const all = (revision, allowed) => [revision, [revision, revision, revision], [allowed, allowed, true, allowed, allowed, true]];
  assert.deepEqual(heard, [all(1, true), all(1, true), all(1, true), all(2, false), all(2, false), all(2, false)]);
});

test("a change that a listener makes is told after the one that it heard of, to everybody", () => {
  const directory = load();
  const session = directory.session("vic");
  const heard = { session: [], before: [], after: [] };
  const note = (who) => ({ revision }) => heard[who].push(revision);
  session.subscribe(note("session"));
  directory.subscribe(note("before"));
  directory.subscribe(({ revision }) => {
    if (revision !== 1) return;
    const applied = directory.apply([{ type: "clear-override", principal: "vic", scope: "P1" }]);
    assert.equal(applied.revision, 2);
    // The change is made, and answers are of it; only the telling waits.
    assert.equal(session.can("project.content.edit", "P1"), false);
  });
  directory.subscribe(note("after"));
  directory.apply([widen]);
  assert.deepEqual(heard, { session: [1, 2], before: [1, 2], after: [1, 2] });
  directory.apply([widen]);
  assert.deepEqual(heard, { session: [1, 2, 3], before: [1, 2, 3], after: [1, 2, 3] });
});

test("no listener can change what the next one hears", () => {
  const directory = load();
  const heard = [];
  directory.subscribe((event) => heard.push(event, Object.isFrozen(event)));
  directory.apply([widen]);
  assert.deepEqual(heard, [{ revision: 1 }, true]);
});

test("an engine that is lost is rebuilt with what was applied", async () => {
  const directory = load();
  directory.apply([widen]);
  directory.apply([{ type: "add-principal", principal: { id: "new" } }, { type: "assign", principal: "new", role: "viewer", scope: "W1" }]);
  loseTheEngine(() => directory.check("vic", "project.content.edit", "P1"), ({ reason }) => reason === "engine-lost");
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(directory.can("vic", "project.content.edit", "P1"), true);
  assert.equal(directory.can("new", "project.content.view", "P1"), true);
  assert.equal(directory.revision, 2);
});

const lose = async (directory) => {
  loseTheEngine(() => directory.check("olga", "workspace.ownership.transfer", "nowhere"), ({ reason }) => reason === "engine-lost");
  await new Promise((resolve) => setImmediate(resolve));
};

test("what its actor received for making a scope is there again after a loss", async () => {
  const below = { ...tenant, scopes: [{ id: "O1", type: "organization", attributes: { plan: "enterprise" } }, ...tenant.scopes.map((scope) => (scope.id === "W1" ? { ...scope, parent: "O1" } : scope))] };
  const directory = Directory.parse(Catalog.builtin("voiceflow"), below, { now });
  directory.apply([{ type: "create-scope", scope: { id: "W2", type: "workspace", parent: "O1" } }], { by: "olga" });
  await lose(directory);
  assert.equal(directory.can("olga", "workspace.ownership.transfer", "W2"), true);
  assert.equal(directory.revision, 1);
});

test("after a loss, a name is never taken for another one", async () => {
  const directory = load();
  directory.apply([{ type: "add-principal", principal: { id: "aaa" } }, { type: "add-principal", principal: { id: "zed" } }]);
  directory.apply([{ type: "remove-principal", principal: "vic" }]);
  await lose(directory);
  for (const principal of ["olga", "adam", "vic", "aaa", "zed"]) {
    const allowed = directory.check(principal, "workspace.members.invite", "W1").allowed;
    assert.equal(directory.can(principal, "workspace.members.invite", "W1"), allowed, principal);
    assert.equal(allowed, principal === "olga" || principal === "adam", principal);
  }
});

test("a session that follows a directory was issued when it was made, whatever changed since", () => {
  let time = 1000;
  const directory = Directory.parse(Catalog.builtin("voiceflow"), tenant, { now: () => time });
  const session = directory.session("vic");
  time = 5000;
  directory.apply([widen]);
  assert.equal(session.issuedAt, 1000);
});

test("what a change mends is in `issues` no more, and what is left is told where it stands now", () => {
  const scopes = [...tenant.scopes, { id: "W2", type: "workspace" }, { id: "W3", type: "workspace" }];
  const directory = Directory.parse(Catalog.builtin("voiceflow"), { ...tenant, scopes }, { now });
  const told = () => directory.issues.map(({ code, path }) => [code, path]);
  assert.deepEqual(told(), [["holder-required", ["scopes", 2]], ["holder-required", ["scopes", 3]]]);
  directory.apply([{ type: "assign", principal: "olga", role: "owner", scope: "W2" }]);
  assert.deepEqual(told(), [["holder-required", ["scopes", 3]]]);
  directory.apply([{ type: "remove-scope", scope: "P1" }]);
  assert.deepEqual(told(), [["holder-required", ["scopes", 2]]]);
  assert.deepEqual(told(), Directory.parse(directory.catalog, directory.toJSON(), { now }).issues.map(({ code, path }) => [code, path]));
});

test("many changes in a row are what their text says", () => {
  const directory = load();
  for (let i = 0; i < 600; i++) {
    directory.apply([i % 2 === 0 ? widen : { type: "clear-override", principal: "vic", scope: "P1" }]);
  }
  assert.equal(directory.revision, 600);
  assert.equal(directory.can("vic", "project.content.edit", "P1"), false);
  assert.deepEqual(Directory.parse(directory.catalog, directory.toJSON(), { now }).toJSON(), directory.toJSON());
});

test("an option that is misspelt is refused wherever options are taken: it may have been meant to protect", () => {
  const directory = load();
  const snapshot = directory.snapshot("vic");
  const { catalog } = directory;
  const calls = {
    parse: (more) => Directory.parse(catalog, tenant, { now, ...more }),
    load: (more) => Session.load(catalog, snapshot, { now, ...more }),
    snapshot: (more) => directory.snapshot("vic", { at: now(), ...more }),
    simulate: (more) => directory.simulate([widen], { at: now(), ...more }),
    apply: (more) => load().apply([widen], { at: now(), ...more }),
  };
  for (const [name, call] of Object.entries(calls)) {
    call({});
    assert.throws(() => call({ expiresin: 1, principle: "vic" }), (error) => {
      assert.deepEqual(error.issues.map(({ code, path }) => [code, path]), [["unknown-field", ["expiresin"]], ["unknown-field", ["principle"]]], name);
      return true;
    });
  }
  // A user who is not signed in is not everybody.
  for (const principal of [undefined, null, 7]) assert.throws(() => calls.load({ principal }), { code: "invalid-type" }, `${principal}`);
  assert.throws(() => calls.load({ principal: "adam" }), { code: "wrong-principal" });
});

test("a `by` that is there and is no name never becomes full authority", () => {
  const directory = load();
  for (const by of [undefined, null, 7, {}, ["olga"]]) {
    for (const act of ["apply", "simulate"]) {
      assert.throws(() => directory[act]([widen], { by }), { code: "invalid-type" }, `${act} by ${by}`);
    }
  }
  for (const unreadable of [new Proxy({}, { getOwnPropertyDescriptor: () => assert.fail("read") }), Object.defineProperty(() => {}, "by", { value: "olga" })]) {
    assert.throws(() => directory.apply([widen], unreadable), { name: "RolescopeError", code: "invalid-type" });
  }
  assert.throws(() => directory.apply([widen], { by: "" }), { code: "not-permitted" });
  assert.throws(() => directory.apply([widen], { by: "nobody" }), { code: "not-permitted" });
  assert.equal(directory.revision, 0);
});

test("a `by` that stands where it is not read never becomes full authority", () => {
  class Options {
    get by() {
      return "vic";
    }
  }
  const throwing = new Proxy({}, { getPrototypeOf: () => assert.fail() });
  for (const options of [new Options(), Object.create({ by: "vic" }), "vic", ["vic"], new Map([["by", "vic"]]), () => "vic", throwing]) {
    const directory = load();
    for (const change of [() => directory.apply([widen], options), () => directory.simulate([widen], options)]) {
      assert.throws(change, { code: "invalid-type" });
    }
    assert.equal(directory.revision, 0);
  }
  assert.equal(load().apply([widen], Object.assign(Object.create(null), { by: "adam" })).revision, 1);
});

test("an option that nobody knows is refused: a misspelt `by` would be full authority", () => {
  const directory = load();
  for (const act of ["apply", "simulate"]) {
    assert.throws(
      () => directory[act]([widen], { By: "vic", actor: "vic" }),
      (error) => {
        assert.deepEqual(error.issues.map(({ code, path }) => [code, path]), [["unknown-field", ["By"]], ["unknown-field", ["actor"]]]);
        return true;
      },
    );
    assert.ok(directory[act]([widen], { by: "adam", at: now(), diff: true, diffLimit: 10 }));
  }
});

test("what is said of overrides without effect is said of the present ones", () => {
  const directory = load();
  const idle = () => directory.issues.map(({ code, path }) => [code, path]);
  directory.apply([widen]);
  assert.deepEqual(idle(), []);
  const promote = ["viewer", "editor"].map((role, at) => ({ type: at === 0 ? "unassign" : "assign", principal: "vic", role, scope: "W1" }));
  directory.apply(promote);
  assert.deepEqual(idle(), [["override-ineffective", ["overrides", 0]]]);
  directory.apply([{ type: "assign", principal: "vic", role: "admin", scope: "W1" }]);
  assert.deepEqual(idle(), [["override-ineffective", ["overrides", 0]]]);
  directory.apply([{ type: "clear-override", principal: "vic", scope: "P1" }]);
  assert.deepEqual(idle(), []);
});

test("options that are null are none, as for every other call", () => {
  const directory = load();
  assert.equal(directory.simulate([widen], null).ok, true);
  assert.equal(directory.apply([widen], null).revision, 1);
  assert.equal(Session.load(directory.catalog, directory.snapshot("vic", null), null).can("project.content.edit", "P1"), true);
  assert.equal(directory.explain("vic", "project.content.edit", "P1", null).allowed, true);
});

test("a change set that cannot be read is refused whole, and says everything that is wrong", () => {
  const directory = load();
  const strange = [widen, { type: "asign" }, { type: "assign", principal: "vic" }, 7, { ...widen, why: "x" }];
  const found = directory.simulate(strange);
  assert.equal(found.ok, false);
  assert.deepEqual(found.issues.map(({ path }) => path[0]), [1, 2, 2, 3, 4]);
  assert.match(found.issues[0].hint, /assign/);
  assert.throws(() => directory.apply(strange), (error) => error.issues.length === found.issues.length);
  assert.equal(directory.can("vic", "project.content.edit", "P1"), false);
  for (const none of [undefined, null, "x", 7, () => {}]) assert.throws(() => directory.apply(none), { name: "RolescopeError" });
  assert.deepEqual(directory.apply([]).issues, []);
});

test("who may be given what, with the first thing that forbids it", () => {
  const roles = load().assignableRoles({ by: "adam", principal: "vic", scope: "W1" });
  assert.deepEqual(roles.map(({ role, allowed }) => [role, allowed]), [
    ["owner", false], ["admin", true], ["editor", true], ["viewer", false], ["billing", true],
  ]);
  const codeOf = (id) => roles.find(({ role }) => role === id).reason.code;
  assert.deepEqual(["owner", "viewer"].map(codeOf), ["holder-exists", "duplicate-assignment"]);
  assert.ok(roles.every(({ allowed, reason }) => allowed === (reason === undefined)));
});

test("a session that was loaded leniently is updated leniently", async () => {
  const directory = load();
  const snapshot = () => JSON.parse(directory.snapshot("vic", { at: now() }));
  const faulty = (revision) => {
    const text = snapshot();
    return { ...text, revision, roleAssignments: [...text.roleAssignments, { principal: "vic", role: "no-such", scope: "W1" }] };
  };
  const lenient = Session.load(directory.catalog, faulty(1), { lenient: true, now });
  lenient.update(faulty(2));
  assert.deepEqual([lenient.revision, lenient.issues.map(({ code }) => code)], [2, ["unknown-role"]]);
  assert.equal(lenient.can("project.content.view", "P1"), true);
  const strict = Session.load(directory.catalog, snapshot(), { now });
  assert.throws(() => strict.update(faulty(3)), { code: "unknown-role" });
  assert.throws(() => lenient.update({ ...snapshot(), revision: 1 }), { code: "older-revision" });
});

test("a right that is lacking at the old and at the new place alike is said once", () => {
  const move = [{ type: "move-scope", scope: "P1", parent: "W1" }];
  const { issues } = load().simulate(move, { by: "vic" });
  assert.deepEqual(issues.map(({ code }) => code), ["not-permitted"]);
});
