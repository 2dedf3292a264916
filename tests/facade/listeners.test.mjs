import assert from "node:assert/strict";
import { test } from "node:test";
import { directoryData, T0, world } from "./world.mjs";
import { Directory } from "rolescope";

function newer({ catalog, now }) {
  const data = directoryData();
  data.revision = 4;
  data.roleAssignments.push({ principal: "ann", role: "manager", scope: "S2" });
  return Directory.parse(catalog, data, { now }).snapshot("ann");
}

test("an update tells every listener once, at once and in order", () => {
  const all = world();
  const { session } = all;
  const told = [];
  session.subscribe((event) => told.push(["first", event, session.can("stock.items.order", "S2")]));
  session.subscribe((event) => told.push(["second", event, session.revision]));
  session.update(newer(all));
  const event = { revision: 4, reason: "update" };
  assert.deepEqual(told, [["first", event, true], ["second", event, 4]]);
});

test("a listener that throws stops neither the others nor the caller", async () => {
  const all = world();
  const { session } = all;
  const warnings = [];
  const onWarning = (warning) => warnings.push(warning.message);
  process.on("warning", onWarning);
  let told = 0;
  session.subscribe(() => {
    throw new Error("a listener's own fault");
  });
  session.subscribe(() => told++);
  session.update(newer(all));
  assert.equal(told, 1);
  assert.equal(session.revision, 4);
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", onWarning);
  // The fault is not swallowed: the host shows it.
  assert.deepEqual(warnings, ["a listener's own fault"]);
});

test("a host that ends the process for a reported error is not asked to: it shows a warning", async () => {
  const all = world();
  const reported = [];
  globalThis.reportError = (error) => reported.push(error);
  const warning = new Promise((resolve) => process.once("warning", resolve));
  try {
    all.session.subscribe(() => {
      throw new Error("a listener's own fault");
    });
    all.session.update(newer(all));
    assert.equal((await warning).message, "a listener's own fault");
    assert.deepEqual(reported, []);
  } finally {
    delete globalThis.reportError;
  }
});

test("where there are no warnings, the error is reported", () => {
  const all = world();
  const reported = [];
  const { emitWarning } = process;
  globalThis.reportError = (error) => reported.push(error.message);
  process.emitWarning = undefined;
  try {
    all.session.subscribe(() => {
      throw new Error("a listener's own fault");
    });
    all.session.update(newer(all));
    assert.deepEqual(reported, ["a listener's own fault"]);
  } finally {
    delete globalThis.reportError;
    process.emitWarning = emitWarning;
  }
});

test("a listener may take itself or another off in the middle of a round", () => {
  const all = world();
  const { session, snapshot } = all;
  const told = [];
  const stopA = session.subscribe(() => {
    told.push("a");
    stopA();
    stopC();
  });
  session.subscribe(() => told.push("b"));
  const stopC = session.subscribe(() => told.push("c"));
  session.update(snapshot);
  assert.deepEqual(told, ["a", "b"]);
  session.update(snapshot);
  assert.deepEqual(told, ["a", "b", "b"]);
});

test("a listener that is put on in the middle of a round hears of the next", () => {
  const { session, snapshot } = world();
  let told = 0;
  const stop = session.subscribe(() => {
    stop();
    session.subscribe(() => told++);
  });
  session.update(snapshot);
  assert.equal(told, 0);
  session.update(snapshot);
  assert.equal(told, 1);
});

test("an update that a listener makes is told after the one that it heard of", () => {
  const { session, snapshot } = world();
  const newest = JSON.stringify({ ...JSON.parse(snapshot), revision: 9 });
  const told = [];
  session.subscribe(({ revision }) => {
    told.push(["first", revision]);
    if (revision !== 9) session.update(newest);
  });
  session.subscribe(({ revision }) => told.push(["second", revision, session.revision]));
  session.update(snapshot);
  assert.deepEqual(told, [["first", 3], ["second", 3, 9], ["first", 9], ["second", 9, 9]]);
});

test("one function may listen twice, and each is taken off by itself", () => {
  const { session, snapshot } = world();
  let told = 0;
  const listener = () => told++;
  const stop = session.subscribe(listener);
  session.subscribe(listener);
  session.update(snapshot);
  assert.equal(told, 2);
  stop();
  stop();
  session.update(snapshot);
  assert.equal(told, 3);
});

test("a listener that is no function is refused", () => {
  const { session } = world();
  for (const listener of [undefined, null, {}, "x"]) assert.throws(() => session.subscribe(listener), { code: "invalid-type" });
});

test("an update that is refused changes nothing and tells nobody", () => {
  const all = world();
  const { session, catalog, directory, now } = all;
  session.update(newer(all));
  const before = session.check("stock.items.order", "S2");
  let told = 0;
  session.subscribe(() => told++);
  const foreign = JSON.parse(directory.snapshot("ann"));
  foreign.hash = "0".repeat(foreign.hash.length);
  const refused = {
    "older-revision": directory.snapshot("ann"),
    "wrong-principal": Directory.parse(catalog, { ...directoryData(), revision: 9 }, { now }).snapshot("bob"),
    "wrong-catalog": JSON.stringify({ ...foreign, revision: 9 }),
    "invalid-json": "{",
    "invalid-type": { snapshot: () => 1 },
  };
  for (const [code, text] of Object.entries(refused)) {
    assert.throws(() => session.update(text), { name: "RolescopeError", code });
    assert.equal(session.revision, 4);
    assert.equal(session.principal, "ann");
    assert.equal(session.check("stock.items.order", "S2"), before);
  }
  assert.equal(told, 0);
});

test("the same revision with a later expiry is a renewal", () => {
  const { session, directory, clock } = world({ expiresIn: 1000 });
  clock.time = T0 + 500;
  session.update(directory.snapshot("ann", { expiresIn: 1000 }));
  clock.time = T0 + 1200;
  assert.equal(session.can("stock.items.read", "S1"), true);
  assert.equal(session.expiresAt, T0 + 1500);
});

test("a session that follows a directory takes no snapshot", () => {
  const { directory, snapshot } = world();
  const session = directory.session("ann");
  assert.throws(() => session.update(snapshot), { name: "RolescopeError" });
  assert.equal(session.can("stock.items.read", "S1"), true);
});
