import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Session } from "rolescope";
import { HOUR, T0, world } from "./world.mjs";

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("an injected clock is exact on every call, forwards and backwards", () => {
  const { session, clock } = world({ expiresIn: 3 * HOUR });
  const can = () => session.can("stock.items.order", "S1");
  const steps = [[-1, false], [0, true], [HOUR - 1, true], [HOUR, false], [0, true], [-HOUR, false], [HOUR - 1, true], [2 * HOUR, false]];
  for (const [offset, expected] of steps) {
    clock.time = T0 + HOUR + offset;
    assert.equal(can(), expected, `at ${offset} ms after the start`);
    assert.equal(session.check("stock.items.order", "S1").allowed, expected);
  }
});

test("from its expiry on a session answers stale", () => {
  const { session, clock } = world({ expiresIn: HOUR });
  assert.equal(session.expiresAt, T0 + HOUR);
  clock.time = T0 + HOUR - 1;
  assert.equal(session.can("stock.items.read", "S1"), true);
  const view = session.at("S1");
  assert.equal(view.can("stock.items.read"), true);
  clock.time = T0 + HOUR;
  assert.equal(session.can("stock.items.read", "S1"), false);
  assert.equal(view.can("stock.items.read"), false);
  const decision = session.check("stock.items.read", "S1");
  assert.deepEqual([decision.reason, decision.decision], ["stale", "unknown"]);
  assert.deepEqual(session.listPermissions("S1"), []);
  assert.deepEqual(session.listScopes("stock.items.read"), []);
  assert.equal(session.page("stock.items", "S1").reason, "stale");
});

for (const [what, now] of Object.entries({
  "gives NaN": () => NaN,
  "gives no number": () => "soon",
  throws: () => {
    throw new Error("no clock");
  },
})) {
  test(`a clock that ${what} denies with invalid-time`, () => {
    const { catalog, snapshot } = world();
    let broken = false;
    const session = Session.load(catalog, snapshot, { now: () => (broken ? now() : T0) });
    assert.equal(session.can("stock.items.read", "S1"), true);
    broken = true;
    assert.equal(session.can("stock.items.read", "S1"), false);
    assert.equal(session.at("S1").can("stock.items.read"), false);
    assert.equal(session.check("stock.items.read", "S1").reason, "invalid-time");
    assert.deepEqual(session.listPermissions("S1"), []);
    broken = false;
    assert.equal(session.can("stock.items.read", "S1"), true);
  });
}

test("a clock that is no function is refused", () => {
  const { catalog, snapshot } = world();
  for (const now of [5, "now", {}, null]) assert.throws(() => Session.load(catalog, snapshot, { now }), { code: "invalid-type" });
});

test("a session of a directory reads the directory's clock", () => {
  const { directory, clock } = world();
  const session = directory.session("ann");
  assert.equal(session.issuedAt, T0);
  assert.equal(session.expiresAt, null);
  assert.equal(session.can("stock.items.order", "S1"), false);
  clock.time = T0 + HOUR;
  assert.equal(session.can("stock.items.order", "S1"), true);
});

// The system's clock, mocked: the timers of the runner with it.
const mocked = (name, run) =>
  test(name, async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: T0 });
    const { catalog, snapshot } = world({ expiresIn: 3 * HOUR });
    await run(Session.load(catalog, snapshot), t.mock.timers);
  });

// Moves `Date` and no timer: as after a sleep of the machine.
const shift = (t, time) => t.setTime(time);

mocked("the system's clock is read in the next turn at the latest", async (session, timers) => {
  assert.equal(session.can("stock.items.order", "S1"), false);
  shift(timers, T0 + HOUR);
  await turn();
  assert.equal(session.can("stock.items.order", "S1"), true);
});

mocked("the system's clock is read after a thousand checks at the latest", async (session, timers) => {
  assert.equal(session.can("stock.items.order", "S1"), false);
  shift(timers, T0 + HOUR);
  let checks = 0;
  while (!session.can("stock.items.order", "S1")) assert.ok(++checks <= 1000);
});

mocked("a timer tells the listeners when time changes an answer", async (session, timers) => {
  const events = [];
  session.subscribe((event) => events.push([event.reason, event.revision, session.can("stock.items.order", "S1")]));
  timers.tick(HOUR - 1);
  assert.deepEqual(events, []);
  timers.tick(1);
  assert.deepEqual(events, [["expiry", 3, true]]);
  timers.tick(HOUR);
  assert.deepEqual(events.slice(1), [["expiry", 3, false]]);
  timers.tick(HOUR);
  assert.equal(events.length, 3);
  assert.equal(session.check("stock.items.read", "S1").reason, "stale");
  timers.tick(24 * HOUR);
  assert.equal(events.length, 3);
});

mocked("a check that finds the change first tells the listeners once, after it", async (session, timers) => {
  const events = [];
  session.subscribe((event) => events.push(event.reason));
  assert.equal(session.can("stock.items.order", "S1"), false);
  shift(timers, T0 + HOUR);
  await turn();
  const before = events.length;
  assert.equal(session.can("stock.items.order", "S1"), true);
  await turn();
  assert.ok(before <= 1);
  assert.deepEqual(events, ["expiry"]);
});

mocked("without listeners there is no timer", async (session, timers) => {
  const set = mock.method(globalThis, "setTimeout");
  try {
    assert.equal(session.can("stock.items.read", "S1"), true);
    assert.equal(set.mock.callCount(), 0);
    const stop = session.subscribe(() => {});
    assert.equal(set.mock.callCount(), 1);
    stop();
    timers.tick(5 * HOUR);
  } finally {
    set.mock.restore();
  }
});

test("a delay longer than a timer can be is cut, and no event is told early", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: T0 });
  const { catalog, snapshot } = world({ start: T0 + 2 * HOUR, expiresIn: 60 * 24 * HOUR });
  const set = t.mock.method(globalThis, "setTimeout");
  const session = Session.load(catalog, snapshot);
  t.mock.timers.setTime(T0 + 2 * HOUR);
  const events = [];
  session.subscribe((event) => events.push(event.reason));
  assert.ok(set.mock.calls.every((call) => call.arguments[1] <= 2 ** 31 - 1));
  t.mock.timers.tick(2 ** 31 - 1);
  assert.deepEqual(events, []);
});

test("a timer keeps no process alive", async () => {
  const { execFileSync } = await import("node:child_process");
  const script = `
    import { world } from ${JSON.stringify(new URL("world.mjs", import.meta.url).href)};
    import { Session } from "rolescope";
    const { catalog, directory } = world();
    const session = Session.load(catalog, directory.snapshot("ann", { at: Date.now(), expiresIn: 3_600_000 }));
    session.subscribe(() => {});
    console.log(session.can("stock.items.read", "S1"));
  `;
  const out = execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: new URL(".", import.meta.url), timeout: 20_000, encoding: "utf8" });
  assert.equal(out.trim(), "true");
});

beforeEach(() => mock.timers.reset());
afterEach(() => mock.timers.reset());
