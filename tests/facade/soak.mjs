// Rounds of mixed calls: `node --expose-gc soak.mjs ROUNDS [hold]`. Warms up, then makes so many rounds, and tells as JSON what
// the engine's memory grew by in them. With `hold` it keeps everything that it loads.
import assert from "node:assert/strict";

// The facade shows its instance to nobody, so its making is watched.
const memories = [];
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(of, args) {
    const instance = Reflect.construct(of, args);
    memories.push(instance.exports.memory);
    return instance;
  },
});

const { Catalog, Directory, RolescopeError, Session } = await import("rolescope");
const { answersAreRight, catalogData, directoryData, HOUR, T0, world } = await import("./world.mjs");

const count = Number(process.argv[2]);
const held = process.argv[3] === "hold" ? [] : undefined;
let errors = 0;

const read = "stock.items.read";
const ODD = [7, undefined, {}, null, "S2", 1n, "\ud800"];
const bigCatalog = JSON.stringify({ ...catalogData(), permissions: [...catalogData().permissions, ...some(500, (n) => ({ id: `more.p${n}.read`, appliesTo: ["store"] }))] });
const bigDirectory = directoryData();
bigDirectory.scopes.push(...some(500, (n) => ({ id: `M${n}`, type: "store", parent: "R1" })));
bigDirectory.roleAssignments.push(...some(500, (n) => ({ principal: "bob", role: "clerk", scope: `M${n}` })));

function some(count, make) {
  return Array.from({ length: count }, (_, n) => make(n));
}

function refused(run, ...codes) {
  assert.throws(run, (error) => error instanceof RolescopeError && (codes.includes(error.code) || codes.includes(error.issues[0]?.code)));
  errors++;
}

/** Loads, asks, updates, and does what must be refused. Nothing of it is needed afterwards. */
function round() {
  const all = world({ expiresIn: 4 * HOUR });
  const { clock, catalog, directory, session, snapshot } = all;
  const big = Directory.parse(Catalog.parse(bigCatalog), bigDirectory, { now: all.now });
  held?.push(all, big);

  answersAreRight(assert, all);
  for (let n = 0; n < 500; n++) {
    assert.equal(big.can("bob", read, `M${n}`), true);
    assert.equal(session.can(read, n % 2 === 0 ? "S1" : "nowhere"), n % 2 === 0);
    // Names of every type: code that was optimised for strings is given up.
    assert.equal(session.can(ODD[n % 7], ODD[n % 5]) || directory.can("ann", ODD[n % 7], ODD[n % 3]), false);
    assert.equal(session.page(ODD[n % 7], ODD[n % 4]).state, "hidden");
    assert.equal(session.check(`no.such.p${n}`, "S1").reason, "unknown-permission");
  }
  const following = big.session("bob");
  assert.equal(following.pages("M7").length, 2);
  assert.equal(following.page("/stock/items", "M7").state, "visible");
  assert.equal(big.listPrincipals(read, "M7").length, 2);
  assert.equal(big.checkMany(some(100, (n) => ({ principal: "bob", permission: read, scope: `M${n}` }))).length, 100);

  clock.time = T0 + HOUR;
  assert.equal(session.at("S1").can("stock.items.order"), true);
  session.update(directory.snapshot("ann", { expiresIn: 8 * HOUR }));
  clock.time = T0 + 9 * HOUR;
  assert.equal(session.check(read, "S1").reason, "stale");

  refused(() => session.update(snapshot), "older-revision");
  refused(() => Catalog.parse(bigCatalog.slice(0, -9)), "invalid-json");
  refused(() => Directory.parse(catalog, { ...bigDirectory, scopes: bigDirectory.scopes.slice(1) }), "unknown-scope");
  refused(() => Session.load(Catalog.parse(bigCatalog), snapshot), "wrong-catalog");
  refused(() => catalog.role("clerc"), "unknown-role");
  refused(() => directory.snapshot("nobody"), "unknown-principal");
}

async function rounds(count) {
  for (let n = 0; n < count; n++) {
    round();
    if (n % 3 !== 0) continue;
    gc();
    // What was collected is dropped from the engine in a turn of its own.
    await new Promise((resolve) => setTimeout(resolve));
  }
}

const size = () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
await rounds(count / 3);
const warm = size();
await rounds(count);
assert.equal(memories.length, 1, "no engine was lost");
console.log(JSON.stringify({ warm, grown: size() - warm, errors }));
