// A trap poisons the engine's instance. Here it is brought about as an app could: by asking at the end of the stack.
import assert from "node:assert/strict";
import { test } from "node:test";
import { atTheEndOfTheStack, loseTheEngine } from "./lose.mjs";
import { answersAreRight, assertFrozen, world } from "./world.mjs";

const turn = () => new Promise((resolve) => setImmediate(resolve));

const caught = (ask) => () => {
  try {
    return ask();
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return error;
  }
};

// Never kept, so that each one is asked of the engine.
const askUnknown = (session) => () => session.check("no.such.permission", "S1");

test("check: denied with engine-lost, then right", () => {
  const all = world();
  const { lost, answers } = loseTheEngine(askUnknown(all.session), (answer) => answer?.reason === "engine-lost");
  assert.deepEqual(lost, {
    allowed: false,
    decision: "unknown",
    reason: "engine-lost",
    message: "the engine was lost and is being rebuilt",
    principal: "ann",
    permission: "no.such.permission",
    scope: "S1",
  });
  assertFrozen(assert, lost);
  for (const answer of answers) assert.ok(answer.allowed === false);
  assert.equal(all.session.check("no.such.permission", "S1").reason, "unknown-permission");
  answersAreRight(assert, all);
});

test("whatever is asked then: nothing is allowed, no list has anything", () => {
  const { session, directory } = world();
  const read = "stock.items.read";
  const asks = {
    "directory.can": () => directory.can("bob", "no.such.permission", "S2"),
    "directory.explain": () => directory.explain("bob", read, "S2").reason,
    "directory.check": () => directory.check("bob", read, "S2").reason,
    "directory.checkMany": () => directory.checkMany([{ principal: "bob", permission: read, scope: "S2" }])[0].reason,
    "directory.listPrincipals": () => directory.listPrincipals(read, "S9").length,
    "session.page": () => session.page("/no/such/page", "S1").reason,
  };
  const right = { "directory.can": false, "directory.explain": "granted", "directory.check": "granted", "directory.checkMany": "granted", "directory.listPrincipals": 0, "session.page": "unknown-page" };
  for (const [name, ask] of Object.entries(asks)) {
    const allowed = [right[name], "engine-lost"];
    for (const answer of atTheEndOfTheStack(ask)) assert.ok(allowed.includes(answer), `${name}: ${answer}`);
    assert.equal(ask(), right[name], name);
  }
});

test("what may throw throws a RolescopeError, then works", () => {
  const { directory } = world();
  const { lost } = loseTheEngine(caught(() => directory.role("clerk")), (answer) => answer?.code === "engine-lost");
  assert.equal(lost.name, "RolescopeError");
  assert.equal(directory.role("clerk").name, "Clerk");
});

test("listeners are told engine-lost, and what they ask is right", async () => {
  const all = world();
  const { session } = all;
  const events = [];
  session.subscribe((event) => events.push([event.reason, event.revision, session.check("stock.items.read", "S2").reason]));
  loseTheEngine(askUnknown(session), (answer) => answer?.reason === "engine-lost");
  await turn();
  assert.ok(events.length > 0);
  for (const event of events) assert.deepEqual(event, ["engine-lost", 3, "granted"]);
  answersAreRight(assert, all);
});

test("everything that lives is built again: catalogs, directories, sessions of both kinds, updates and lenient loads", async () => {
  const { Catalog, Directory, Session } = await import("rolescope");
  const all = world();
  const { catalog, directory, session, now } = all;
  const following = directory.session("bob");
  const data = directory.toJSON();
  data.roleAssignments.push({ principal: "ann", role: "nobody", scope: "S1" });
  const lenient = Directory.parse(catalog, data, { now, lenient: true });
  const issues = lenient.issues;
  assert.equal(issues.length, 1);
  const renewed = Session.load(catalog, all.snapshot, { now });
  data.roleAssignments.pop();
  data.roleAssignments.push({ principal: "ann", role: "manager", scope: "S2" });
  renewed.update(Directory.parse(catalog, { ...data, revision: 8 }, { now }).snapshot("ann"));
  const twilio = Catalog.builtin("twilio");
  const bytes = new TextEncoder().encode(all.snapshot);
  const fromBytes = Session.load(catalog, bytes, { now });
  // The bytes were the caller's, who may use them for something else.
  bytes.fill(0);

  loseTheEngine(askUnknown(session), (answer) => answer?.reason === "engine-lost");

  assert.equal(following.check("staff.people.hire", "S2").reason, "granted");
  assert.equal(lenient.check("ann", "stock.items.read", "S1").reason, "granted");
  assert.equal(lenient.issues, issues);
  assert.equal(renewed.revision, 8);
  assert.equal(renewed.check("stock.items.order", "S2").reason, "granted");
  assert.equal(fromBytes.check("stock.items.read", "S2").reason, "granted");
  assert.equal(twilio.role("studio-viewer").name, "Studio Viewer");
  assert.throws(() => renewed.update(all.snapshot), { code: "older-revision" });
  answersAreRight(assert, all);
});

test("over and over again", () => {
  const all = world();
  for (let i = 0; i < 20; i++) {
    atTheEndOfTheStack(askUnknown(all.session), 10 + i);
    answersAreRight(assert, all);
  }
});
