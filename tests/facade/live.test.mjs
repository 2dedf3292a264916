// Live sessions: told before they expire, signed by the server, kept over a reload, shared by tabs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Directory, isRolescopeError, Session } from "rolescope";
import { keepInStorage, loadSigned, onExpiring, shareAcrossTabs, signSnapshot, updateSigned, verifySnapshot } from "rolescope/live";
import { directoryData, HOUR, T0, world } from "./world.mjs";

const MINUTE = 60_000;
const { subtle } = globalThis.crypto;
const pair = await subtle.generateKey("Ed25519", true, ["sign", "verify"]);
const stranger = await subtle.generateKey("Ed25519", true, ["sign", "verify"]);
const jwk = async (key, more) => ({ ...(await subtle.exportKey("jwk", key)), ...more });

/** Snapshots of the small world, whichever revision, principal and time. */
function snapshotOf({ catalog }, { revision = 3, principal = "ann", at = T0, expiresIn } = {}) {
  return Directory.parse(catalog, { ...directoryData(), revision }).snapshot(principal, { at, ...(expiresIn && { expiresIn }) });
}

const refusal = async (promise) => {
  const error = await promise.then(
    () => assert.fail("it was taken"),
    (error) => error,
  );
  assert.ok(isRolescopeError(error), String(error));
  assert.match(error.message, /^[^A-Z].*[^.]$/);
  return error.code;
};

// The event before a session expires.

const mocked = (name, run) =>
  test(name, (t) => {
    t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: T0 });
    return run(t.mock.timers);
  });

mocked("the listener hears of the end once, as long before it as it wants", (timers) => {
  const { catalog, snapshot } = world({ expiresIn: HOUR });
  const heard = [];
  onExpiring(Session.load(catalog, snapshot), { before: 5 * MINUTE }, (event) => heard.push(event));
  timers.tick(55 * MINUTE - 1);
  assert.deepEqual(heard, []);
  timers.tick(1);
  assert.deepEqual(heard, [{ expiresAt: T0 + HOUR, left: 5 * MINUTE }]);
  for (let times = 0; times < 100; times++) timers.tick(MINUTE);
  assert.equal(heard.length, 1);
});

mocked("an update calls the event off and begins anew", (timers) => {
  const base = world({ expiresIn: HOUR });
  const session = Session.load(base.catalog, base.snapshot);
  const heard = [];
  onExpiring(session, { before: 5 * MINUTE }, ({ expiresAt }) => heard.push(expiresAt - T0));
  timers.tick(50 * MINUTE);
  session.update(snapshotOf(base, { revision: 4, at: Date.now(), expiresIn: HOUR }));
  timers.tick(30 * MINUTE);
  assert.deepEqual(heard, []);
  timers.tick(25 * MINUTE);
  assert.deepEqual(heard, [110 * MINUTE]);
  session.update(snapshotOf(base, { revision: 5, at: Date.now(), expiresIn: HOUR }));
  for (let times = 0; times < 55; times++) timers.tick(MINUTE);
  assert.deepEqual(heard, [110 * MINUTE, 165 * MINUTE]);
  session.update(snapshotOf(base, { revision: 6, at: Date.now() }));
  for (let times = 0; times < 100; times++) timers.tick(MINUTE);
  assert.equal(heard.length, 2);
});

mocked("one that comes late is told all the same, and one that has stopped is not", (timers) => {
  const { catalog, snapshot } = world({ expiresIn: HOUR });
  const session = Session.load(catalog, snapshot);
  const heard = [];
  const stop = onExpiring(session, { before: MINUTE }, () => heard.push("stopped"));
  stop();
  // As after a sleep: the clock has moved and no timer has.
  timers.setTime(T0 + 2 * HOUR);
  onExpiring(session, { before: MINUTE }, ({ left }) => heard.push(left));
  timers.tick(MINUTE);
  assert.equal(heard.length, 1);
  assert.ok(heard[0] <= -HOUR, String(heard));
});

mocked("an injected clock is read every second, and one that gives no time tells nothing", (timers) => {
  const base = world({ expiresIn: HOUR });
  const heard = [];
  onExpiring(base.session, { before: MINUTE, now: base.now }, ({ left }) => heard.push(left));
  base.clock.time = NaN;
  timers.tick(10_000);
  assert.deepEqual(heard, []);
  base.clock.time = T0 + HOUR - MINUTE;
  timers.tick(1000);
  assert.deepEqual(heard, [MINUTE]);
});

test("a session without an end tells nothing, and wrong arguments are refused", () => {
  const { session } = world();
  onExpiring(session, { before: HOUR }, () => assert.fail("it has no end"))();
  for (const before of [NaN, -1, "5", undefined]) assert.throws(() => onExpiring(session, { before }, () => {}), { code: "invalid-type" });
  assert.throws(() => onExpiring(session, { before: 1 }), { code: "invalid-type" });
});

// Signatures.

test("a signed snapshot is taken, as text and as bytes, by a key in whichever form", async () => {
  const { catalog, snapshot } = world();
  const bytes = new TextEncoder().encode(snapshot);
  const publicJwk = await jwk(pair.publicKey, { kid: "k1" });
  for (const key of [pair.privateKey, await jwk(pair.privateKey)]) {
    const signature = await signSnapshot(snapshot, key, { kid: "k1" });
    for (const keys of [pair.publicKey, [pair.publicKey], publicJwk, [stranger.publicKey, publicJwk], { keys: [publicJwk] }]) {
      assert.equal(await verifySnapshot(snapshot, signature, keys), snapshot);
      assert.deepEqual(await verifySnapshot(bytes, signature, keys), bytes);
    }
    const session = await loadSigned((text) => Session.load(catalog, text), snapshot, signature, publicJwk);
    assert.equal(session.can("stock.items.read", "S1"), true);
  }
});

test("only where the header and a key both have a `kid`, it must be the same", async () => {
  const { snapshot } = world();
  const named = await jwk(pair.publicKey, { kid: "k1" });
  const nameless = await signSnapshot(snapshot, pair.privateKey);
  assert.equal(await verifySnapshot(snapshot, nameless, named), snapshot);
  assert.equal(await verifySnapshot(snapshot, await signSnapshot(snapshot, pair.privateKey, { kid: "k1" }), pair.publicKey), snapshot);
});

test("the signature is a detached JWS, so that any server can make it", async () => {
  const { createPrivateKey, sign } = await import("node:crypto");
  const { snapshot } = world();
  const [head, middle, tail] = (await signSnapshot(snapshot, pair.privateKey, { kid: "k1" })).split(".");
  assert.deepEqual([JSON.parse(Buffer.from(head, "base64url")), middle], [{ alg: "EdDSA", kid: "k1" }, ""]);
  const input = (header) => `${header}.${Buffer.from(snapshot).toString("base64url")}`;
  const key = createPrivateKey({ key: await jwk(pair.privateKey), format: "jwk" });
  assert.equal(sign(null, input(head), key).toString("base64url"), tail);
  const other = Buffer.from(JSON.stringify({ alg: "Ed25519", typ: "x" })).toString("base64url");
  assert.equal(await verifySnapshot(snapshot, `${other}..${sign(null, input(other), key).toString("base64url")}`, pair.publicKey), snapshot);
});

test("a text larger than a call's arguments can be signed", async () => {
  const text = "é".repeat(200_000);
  assert.equal(await verifySnapshot(text, await signSnapshot(text, pair.privateKey), pair.publicKey), text);
});

/** A JWS with whichever header, signed rightly by the key unless `signature` is given. */
async function jws(header, text, signature) {
  const head = Buffer.from(typeof header === "string" ? header : JSON.stringify(header)).toString("base64url");
  const input = Buffer.from(`${head}.${Buffer.from(text).toString("base64url")}`);
  return `${head}..${Buffer.from(signature ? await signature(input) : await subtle.sign("Ed25519", pair.privateKey, input)).toString("base64url")}`;
}

test("what is not signed by the key is refused, each with its code, and is not read", async () => {
  const { createHmac } = await import("node:crypto");
  const { snapshot } = world();
  const good = await signSnapshot(snapshot, pair.privateKey, { kid: "k1" });
  const [head, , tail] = good.split(".");
  const raw = Buffer.from(await subtle.exportKey("raw", pair.publicKey));
  const hmac = (input) => createHmac("sha512", raw).update(input).digest();
  const none = Buffer.alloc(64);
  const keys = await jwk(pair.publicKey, { kid: "k1" });
  const cases = {
    "another text": ["wrong-signature", snapshot.replace('"ann"', '"bob"'), good],
    "one more space": ["wrong-signature", `${snapshot} `, good],
    "no signature": ["not-signed", snapshot, undefined],
    "no signature, null": ["not-signed", snapshot, null],
    "an empty signature": ["wrong-signature", snapshot, ""],
    "alg none": ["wrong-algorithm", snapshot, await jws({ alg: "none" }, snapshot, () => none)],
    "alg none, without a signature": ["wrong-signature", snapshot, `${head}..`],
    "alg none, as its RFC writes it": ["wrong-algorithm", snapshot, await jws({ alg: "none" }, snapshot, () => Buffer.alloc(0))],
    "HS256, with a signature of its length": ["wrong-algorithm", snapshot, await jws({ alg: "HS256", kid: "k1" }, snapshot, (input) => createHmac("sha256", raw).update(input).digest())],
    "HS512 with the public key, called HS256": ["wrong-algorithm", snapshot, await jws({ alg: "HS256", kid: "k1" }, snapshot, hmac)],
    "no alg": ["wrong-algorithm", snapshot, await jws({}, snapshot)],
    "alg in a list": ["wrong-algorithm", snapshot, await jws({ alg: ["EdDSA"] }, snapshot)],
    "alg in lower case": ["wrong-algorithm", snapshot, await jws({ alg: "eddsa" }, snapshot)],
    "another key's signature": ["wrong-signature", snapshot, await signSnapshot(snapshot, stranger.privateKey, { kid: "k1" })],
    "another key's name": ["wrong-key", snapshot, await signSnapshot(snapshot, pair.privateKey, { kid: "k2" })],
    "a key of its own in the header": ["wrong-signature", snapshot, await jws({ alg: "EdDSA", kid: "k1", jwk: await jwk(stranger.publicKey) }, snapshot, (input) => subtle.sign("Ed25519", stranger.privateKey, input))],
    "an extension": ["wrong-signature", snapshot, await jws({ alg: "EdDSA", kid: "k1", crit: ["exp"], exp: 1 }, snapshot)],
    "an unencoded payload": ["wrong-signature", snapshot, await jws({ alg: "EdDSA", kid: "k1", b64: false, crit: ["b64"] }, snapshot)],
    "an unencoded payload that is not marked": ["wrong-signature", snapshot, await jws({ alg: "EdDSA", kid: "k1", b64: false }, snapshot)],
    "a payload inside": ["wrong-signature", snapshot, `${head}.${Buffer.from(snapshot).toString("base64url")}.${tail}`],
    "a header that is no JSON": ["wrong-signature", snapshot, await jws("{", snapshot)],
    "a header that is null": ["wrong-algorithm", snapshot, await jws("null", snapshot)],
    "a signature that is too short": ["wrong-signature", snapshot, `${head}..${tail.slice(4)}`],
    "a signature of zeros": ["wrong-signature", snapshot, `${head}..${none.toString("base64url")}`],
    "text that is no JSON": ["wrong-signature", "{", good],
    "plain data": ["invalid-type", JSON.parse(snapshot), good],
  };
  for (const [what, [code, text, signature]] of Object.entries(cases)) {
    let read = false;
    assert.equal(await refusal(loadSigned(() => (read = true), text, signature, keys)), code, what);
    assert.equal(read, false, what);
  }
  const rsa = await subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, true, ["sign", "verify"]);
  for (const wrong of [undefined, null, [], {}, { keys: [] }, [null], rsa, pair.privateKey, { kty: "oct", k: raw.toString("base64url") }, { ...keys, crv: "Ed448" }, { ...keys, x: "AAAA" }]) {
    assert.equal(await refusal(verifySnapshot(snapshot, good, wrong)), "wrong-key", JSON.stringify(wrong));
  }
});

test("an unsigned snapshot passes only where signatures are not required, a wrong one never", async () => {
  const { snapshot } = world();
  const stolen = await signSnapshot(snapshot, stranger.privateKey);
  assert.equal(await verifySnapshot(snapshot, undefined, pair.publicKey, { required: false }), snapshot);
  for (const required of [undefined, true, 0, null]) assert.equal(await refusal(verifySnapshot(snapshot, undefined, pair.publicKey, { required })), "not-signed");
  assert.equal(await refusal(verifySnapshot(snapshot, stolen, pair.publicKey, { required: false })), "wrong-signature");
  Object.prototype.required = false;
  try {
    assert.equal(await refusal(verifySnapshot(snapshot, undefined, pair.publicKey)), "not-signed");
  } finally {
    delete Object.prototype.required;
  }
});

test("bytes that change while they are verified change nothing", async () => {
  const { snapshot } = world();
  const bytes = new TextEncoder().encode(snapshot);
  const signature = await signSnapshot(bytes, pair.privateKey);
  const verified = verifySnapshot(bytes, signature, pair.publicKey);
  bytes.fill(0);
  assert.equal(new TextDecoder().decode(await verified), snapshot);
});

test("a signed update is refused or taken as a whole, and an older one is refused though its signature is right", async () => {
  const base = world();
  const { session } = base;
  const newer = snapshotOf(base, { revision: 5 });
  const sign = (text) => signSnapshot(text, pair.privateKey);
  assert.equal(await refusal(updateSigned(session, newer, await signSnapshot(newer, stranger.privateKey), pair.publicKey)), "wrong-signature");
  assert.equal(await refusal(updateSigned(session, newer, undefined, pair.publicKey)), "not-signed");
  assert.equal(session.revision, 3);
  await updateSigned(session, newer, await sign(newer), pair.publicKey);
  assert.equal(session.revision, 5);
  assert.equal(await refusal(updateSigned(session, base.snapshot, await sign(base.snapshot), pair.publicKey)), "older-revision");
});

test("where there is no Ed25519, nothing is verified", async (t) => {
  const { snapshot } = world();
  const good = await signSnapshot(snapshot, pair.privateKey);
  t.mock.method(subtle, "verify", () => Promise.reject(new DOMException("no", "NotSupportedError")));
  assert.equal(await refusal(verifySnapshot(snapshot, good, pair.publicKey)), "wrong-algorithm");
});

// Storage.

function storage() {
  const items = new Map();
  return {
    items,
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

const storeOf = (base, place, more) => keepInStorage({ principal: "ann", catalog: base.catalog, storage: place, ...more });
const loader = ({ catalog, now }) => (text) => Session.load(catalog, text, { now });

test("what is kept is loaded again, under the principal and the catalog's hash", async () => {
  const base = world();
  const place = storage();
  const store = storeOf(base, place);
  assert.equal(await store.load(loader(base)), undefined);
  assert.equal(store.save(base.snapshot), true);
  const [key] = place.items.keys();
  assert.ok(key.includes("ann") && key.includes(base.catalog.hash), key);
  assert.equal((await store.load(loader(base))).can("stock.items.read", "S1"), true);
  assert.equal(store.save(new TextEncoder().encode(base.snapshot)), true);
  assert.equal((await store.load(loader(base))).revision, 3);
  for (const other of [storeOf(base, place, { principal: "bob" }), storeOf(base, place, { catalog: { hash: "0" } })]) {
    assert.equal(await other.load(loader(base)), undefined);
  }
});

test("what was written by somebody else is refused and removed: nonsense, another's snapshot, another catalog's", async () => {
  const base = world();
  const place = storage();
  const store = storeOf(base, place);
  store.save(base.snapshot);
  const [key] = place.items.keys();
  const texts = ["", "\n", "\n{", "x", `\n${snapshotOf(base, { principal: "bob" })}`, `\n${base.snapshot.replace(base.catalog.hash, "00000000000000000000000000000000")}`];
  for (const text of texts) {
    place.items.set(key, text);
    assert.equal(await store.load(loader(base)), undefined, text);
    assert.equal(place.items.size, 0, text);
  }
});

test("with keys only what is signed is loaded from storage", async () => {
  const base = world();
  const place = storage();
  const store = storeOf(base, place, { keys: pair.publicKey });
  store.save(base.snapshot, await signSnapshot(base.snapshot, pair.privateKey));
  assert.equal((await store.load(loader(base))).principal, "ann");
  const [key, value] = [...place.items][0];
  for (const forged of [value.replace("clerk", "manager"), `\n${base.snapshot}`]) {
    place.items.set(key, forged);
    assert.equal(await store.load(loader(base)), undefined);
  }
});

test("clearing removes every snapshot, of old catalogs and other principals too, and nothing of the app", async () => {
  const base = world();
  const place = storage();
  place.setItem("theme", "dark");
  for (const principal of ["ann", "bob"]) for (const hash of ["a", "b"]) storeOf(base, place, { principal, catalog: { hash } }).save("{}");
  assert.equal(place.items.size, 5);
  storeOf(base, place).clear();
  assert.deepEqual([...place.items.keys()], ["theme"]);
});

test("a load that is under way when the store is cleared gives nothing", async () => {
  const base = world();
  const store = storeOf(base, storage(), { keys: pair.publicKey });
  store.save(base.snapshot, await signSnapshot(base.snapshot, pair.privateKey));
  const loading = store.load(loader(base));
  store.clear();
  assert.equal(await loading, undefined);
});

test("storage that is full, forbidden or absent is survived, and keeps nothing old", async () => {
  const base = world();
  const place = storage();
  const store = storeOf(base, place);
  store.save(base.snapshot);
  place.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  assert.equal(store.save(base.snapshot), false);
  assert.equal(place.items.size, 0);
  const boom = () => {
    throw new DOMException("forbidden", "SecurityError");
  };
  const forbidden = { get length() { return boom(); }, key: boom, getItem: boom, setItem: boom, removeItem: boom };
  for (const none of [storeOf(base, forbidden), storeOf(base, undefined)]) {
    assert.equal(none.save(base.snapshot), false);
    assert.equal(await none.load(loader(base)), undefined);
    none.clear();
  }
});

// Tabs: two sessions in one process, over the real channel.

// Several turns, so that a slow machine has them too.
async function turns() {
  for (let times = 0; times < 15; times++) await new Promise((resolve) => setTimeout(resolve, 5));
}

function tab(base, options = {}, more = {}) {
  const session = Session.load(base.catalog, snapshotOf(base, more), { now: base.now });
  const tabs = shareAcrossTabs(session, options);
  return { session, ...tabs };
}

async function between(tabs, run) {
  try {
    await run();
  } finally {
    for (const { close } of tabs) close();
  }
}

test("a tab that gets a newer snapshot tells the others; they keep it and their listeners hear of it", async () => {
  const base = world();
  const store = storeOf(base, storage());
  const [one, two] = [tab(base), tab(base, { store })];
  await between([one, two], async () => {
    const heard = [];
    two.session.subscribe(({ reason, revision }) => heard.push([reason, revision]));
    await one.update(snapshotOf(base, { revision: 4 }));
    await turns();
    assert.deepEqual([one.session.revision, two.session.revision, heard], [4, 4, [["update", 4]]]);
    assert.equal((await store.load(loader(base))).revision, 4);
  });
});

test("the same revision issued again later is taken too: it lasts longer", async () => {
  const base = world();
  const [one, two] = [tab(base, {}, { expiresIn: HOUR }), tab(base, {}, { expiresIn: HOUR })];
  await between([one, two], async () => {
    await one.update(snapshotOf(base, { at: T0 + 1000, expiresIn: HOUR }));
    await turns();
    assert.deepEqual([two.session.issuedAt, two.session.expiresAt], [T0 + 1000, T0 + 1000 + HOUR]);
    assert.equal(await refusal(one.update(snapshotOf(base, { at: T0 + 500, expiresIn: HOUR }))), "older-revision");
    await turns();
    assert.equal(two.session.issuedAt, T0 + 1000);
  });
});

test("a tab that opens with an older snapshot is told the newer one", async () => {
  const base = world();
  const one = tab(base);
  await one.update(snapshotOf(base, { revision: 4 }));
  const [plain, holding] = [tab(base), tab(base, { snapshot: { text: base.snapshot } })];
  await between([one, plain, holding], async () => {
    await turns();
    assert.deepEqual([plain.session.revision, holding.session.revision], [4, 4]);
  });
});

test("tabs that know of newer snapshots than they can tell do not answer each other for ever", async () => {
  const base = world();
  const listeners = new Set();
  let sent = 0;
  const channelOf = () => {
    let own;
    return {
      postMessage: (data) => ++sent < 100 && queueMicrotask(() => listeners.forEach((listener) => listener !== own && listener({ data }))),
      addEventListener: (_, listener) => listeners.add((own = listener)),
      removeEventListener: (_, listener) => listeners.delete(listener),
      close() {},
    };
  };
  const holding = (revision) => ({ channel: channelOf(), snapshot: { text: snapshotOf(base, { revision }) } });
  const one = tab(base, holding(5), { revision: 5 });
  one.session.update(snapshotOf(base, { revision: 10 }));
  const two = tab(base, holding(7), { revision: 7 });
  await between([one, two], async () => {
    await turns();
    assert.deepEqual([one.session.revision, two.session.revision], [10, 7]);
    assert.ok(sent <= 4, `${sent} messages`);
  });
});

test("messages of another principal, another catalog, an older revision, and nonsense are ignored", async () => {
  const base = world();
  const refused = [];
  const one = tab(base, { onRefused: (error) => refused.push(error.code) });
  const channel = new BroadcastChannel("rolescope");
  await between([one, { close: () => channel.close() }], async () => {
    let events = 0;
    one.session.subscribe(() => events++);
    const good = { rolescope: 1, type: "snapshot", principal: "ann", hash: base.catalog.hash, revision: 9, issuedAt: T0, text: snapshotOf(base, { revision: 9 }) };
    const messages = [null, 5, "x", [], {}, { ...good, rolescope: 2 }, { ...good, principal: "bob" }, { ...good, hash: "0" }, { ...good, revision: 2 }, { ...good, text: undefined }, { ...good, type: "hello" }, { ...good, type: "x" }];
    for (const message of messages) channel.postMessage(message);
    await turns();
    assert.deepEqual([events, one.session.revision, refused], [0, 3, []]);
    // What says to be right and is not, the session refuses.
    for (const text of [snapshotOf(base, { principal: "bob", revision: 9 }), snapshotOf(base, { revision: 2 }), "{", 5]) channel.postMessage({ ...good, text });
    await turns();
    assert.deepEqual([events, one.session.revision, refused.length], [0, 3, 4]);
    assert.deepEqual(refused.slice(0, 2), ["wrong-principal", "older-revision"]);
    channel.postMessage(good);
    await turns();
    assert.equal(one.session.revision, 9);
  });
});

test("with keys a tab believes no other tab: the signature travels along", async () => {
  const base = world();
  const refused = [];
  const options = { keys: pair.publicKey, onRefused: (error) => refused.push(error.code) };
  const [one, two, liar] = [tab(base, options), tab(base, options), tab(base)];
  await between([one, two, liar], async () => {
    await liar.update(snapshotOf(base, { revision: 4 }));
    await turns();
    assert.deepEqual([one.session.revision, two.session.revision, refused], [3, 3, ["not-signed", "not-signed"]]);
    const newer = snapshotOf(base, { revision: 5 });
    assert.equal(await refusal(one.update(newer)), "not-signed");
    await one.update(newer, await signSnapshot(newer, pair.privateKey));
    await turns();
    assert.deepEqual([one.session.revision, two.session.revision], [5, 5]);
  });
});

test("signing out in one tab signs out every tab of this principal, whatever its catalog, and clears what they keep", async () => {
  const base = world();
  const left = [];
  const places = [storage(), storage(), storage()];
  const open = (index, principal) => tab(base, { store: storeOf(base, places[index], { principal }), onSignOut: () => left.push(index) }, { principal });
  const [one, two, other] = [open(0, "ann"), open(1, "ann"), open(2, "bob")];
  await between([one, two, other], async () => {
    for (const place of places) place.setItem("rolescope:x", "kept");
    const late = one.update(snapshotOf(base, { revision: 4 }));
    one.signOut();
    await turns();
    await late.catch(() => {});
    assert.deepEqual(left, [1]);
    assert.deepEqual(places.map((place) => place.items.has("rolescope:x")), [false, false, true]);
    assert.equal(await refusal(one.update(snapshotOf(base, { revision: 9 }))), "not-ready");
    assert.equal(await refusal(two.update(snapshotOf(base, { revision: 9 }))), "not-ready");
    assert.deepEqual(places.slice(0, 2).map((place) => place.items.size), [0, 0]);
  });
});

test("a snapshot that is being verified when its tab signs out is not kept", async () => {
  const base = world();
  const place = storage();
  const one = tab(base, { keys: pair.publicKey, store: storeOf(base, place) });
  const newer = snapshotOf(base, { revision: 4 });
  const late = one.update(newer, await signSnapshot(newer, pair.privateKey));
  one.signOut();
  assert.equal(await refusal(late), "not-ready");
  assert.deepEqual([one.session.revision, place.items.size], [3, 0]);
});

test("a channel that is given is used and not closed; without channels a tab is alone", async (t) => {
  const base = world();
  const sent = [];
  const channel = { postMessage: (message) => sent.push(message.type), addEventListener() {}, removeEventListener() {}, close: () => assert.fail("closed") };
  const one = tab(base, { channel });
  await one.update(snapshotOf(base, { revision: 4 }));
  one.signOut();
  one.signOut();
  assert.deepEqual(sent, ["hello", "snapshot", "sign-out"]);
  const { BroadcastChannel } = globalThis;
  t.after(() => (globalThis.BroadcastChannel = BroadcastChannel));
  globalThis.BroadcastChannel = undefined;
  const alone = tab(base);
  await alone.update(snapshotOf(base, { revision: 4 }));
  assert.equal(alone.session.revision, 4);
});
