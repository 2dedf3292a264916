// The guard, without a router: it lets nobody further than the session does.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { guard } from "rolescope/router";
import { catalog, PLACES, random, REDIRECT, ROUTES, sessionOf, snapshotOf, somebody, variant } from "./router-world.mjs";

const checkOf = (pages, routes = ROUTES, options = REDIRECT) => guard(sessionOf(pages), routes, options);

test("a location is allowed as the page that it leads to is", () => {
  const check = checkOf(["flows"]);
  const { allowed, reason, page, scope, redirect } = check("/stores/S1/flows");
  assert.deepEqual([allowed, reason, page.id, scope, redirect], [true, "granted", "flows", "S1", undefined]);
  const denied = check("/stores/S1/flows/new");
  assert.deepEqual([denied.allowed, denied.reason, denied.page.id, denied.page.missing], [false, "no-grant", "flow-new", ["p.flow-new"]]);
});

test("a page that is greyed does not open", () => {
  const { allowed, page } = checkOf(["home"])("/stores/S1/admin");
  assert.deepEqual([allowed, page.state], [false, "disabled"]);
});

test("what is not known is denied, and says which", () => {
  const check = checkOf(["flows"]);
  const reasons = { "/stores/S1/nowhere": "unknown-page", "/stores/S9/flows": "outside-snapshot", "/elsewhere": "unknown-page", "/stores/S1/plan": "not-applicable", "/stores/S1": "unknown-page", "": "unknown-page", "/": "unknown-page" };
  for (const [path, reason] of Object.entries(reasons)) {
    const verdict = check(path);
    assert.deepEqual([verdict.allowed, verdict.reason], [false, reason], path);
  }
  for (const path of [undefined, null, 5, {}, [], Symbol("x"), { split: () => ["/forbidden"] }]) assert.equal(check(path).allowed, false);
});

test("an empty table denies everything", () => {
  for (const routes of [[], {}]) assert.equal(checkOf(["flows"], routes)("/stores/S1/flows").allowed, false);
});

test("a path is never taken for the id of a page", () => {
  // `flow-new` is an id, and the path of no page.
  assert.equal(checkOf(["flow-new"])("/stores/S1/flow-new").reason, "unknown-page");
});

test("a route may name its page, and its scope may be a parameter, an id, computed or asked with", () => {
  const routes = {
    "/list/:store": { page: "flows", scope: ":store" },
    "/fixed": { page: "flows", scope: "S1" },
    "/slug/:slug": { page: "flows", scope: ({ slug }) => ({ downtown: "S1" })[slug] },
    "/asked": { page: "flows" },
  };
  const check = checkOf(["flows"], routes);
  const allowed = (path, asked) => check(path, asked).allowed;
  assert.deepEqual([allowed("/list/S1"), allowed("/list/R1"), allowed("/fixed"), allowed("/slug/downtown"), allowed("/slug/uptown")], [true, false, true, true, false]);
  assert.deepEqual([allowed("/asked", "S1"), allowed("/asked", { scope: "S1" }), allowed("/asked"), allowed("/asked", "S9")], [true, true, false, false]);
  assert.equal(check("/list/R1").reason, "not-applicable");
});

test("the more exact route wins, in whichever order they stand", () => {
  const routes = [
    { path: "/:store/*", scope: ":store" },
    { path: "/:store/flows/:flow", scope: ":store", page: "flow" },
    { path: "/:store/flows/new", scope: ":store", page: "flow-new" },
  ];
  for (const table of [routes, routes.toReversed?.() ?? [...routes].reverse()]) {
    const check = checkOf(["flow"], table);
    assert.equal(check("/S1/flows/new").page.id, "flow-new");
    assert.equal(check("/S1/flows/new").allowed, false);
    assert.equal(check("/S1/flows/FW1").page.id, "flow");
    assert.equal(check("/S1/home").page.id, "home");
  }
});

test("open routes are open, those that say nothing else are not, and nothing below them is", () => {
  const check = checkOf([], [{ path: "/login", open: true }, { path: "/help/*", open: true }, { path: "/stores/:store/*", scope: ":store" }, { path: "/odd", open: "true" }]);
  for (const path of ["/login", "/login/", "/LOGIN?x", "/help", "/help/a/b"]) assert.equal(check(path).allowed, true, path);
  for (const path of ["/login/x", "/loginx", "/odd", "/help/../stores/S1/home", "/help/%2e%2E/stores/S1/home", "/help/..%2fstores", "/help/x\\..\\..\\stores", "//help", "/helpx"]) {
    assert.equal(check(path).allowed, false, path);
  }
});

test("without a session everything but open routes is denied, and the session may come later", () => {
  let session;
  const check = guard(() => session, ROUTES, REDIRECT);
  assert.deepEqual([check("/stores/S1/flows").allowed, check("/stores/S1/flows").reason], [false, "unknown-principal"]);
  assert.equal(check("/forbidden").allowed, true);
  assert.equal(typeof check.subscribe(() => {}), "function");
  session = sessionOf(["flows"]);
  assert.equal(check("/stores/S1/flows").allowed, true);
});

test("whatever throws denies", () => {
  const boom = () => {
    throw new Error("boom");
  };
  const broken = { page: boom, subscribe: () => () => {} };
  assert.equal(guard(broken, ROUTES)("/stores/S1/flows").allowed, false);
  assert.equal(guard(boom, ROUTES)("/stores/S1/flows").allowed, false);
  assert.equal(checkOf(["flows"], [{ path: "/x", page: "flows", scope: boom }])("/x").allowed, false);
  const verdict = checkOf([], ROUTES, { redirect: boom })("/stores/S1/flows");
  assert.deepEqual([verdict.allowed, verdict.redirect], [false, undefined]);
});

test("a polluted prototype opens nothing", () => {
  const check = checkOf([]);
  const pollution = { open: true, page: "flows", scope: "S2", redirect: "https://evil.example", params: { store: "S2" }, pattern: "/forbidden" };
  for (const [key, value] of Object.entries(pollution)) Object.defineProperty(Object.prototype, key, { value, configurable: true, writable: true });
  try {
    const made = guard(sessionOf([]), [{ path: "/stores/:store/*", scope: ":store" }, { path: "/none" }]);
    for (const ask of [check, made]) {
      const verdict = ask("/stores/S1/flows");
      assert.equal(verdict.allowed, false);
      assert.notEqual(verdict.redirect, "https://evil.example");
      assert.equal(ask("/none").allowed, false);
    }
  } finally {
    for (const key of Object.keys(pollution)) delete Object.prototype[key];
  }
});

test("a redirect says why and from where, and leads back into this app only", () => {
  const check = checkOf(["flows"]);
  const query = (path) => new URL(check(path).redirect, "http://app").searchParams;
  assert.equal(check("/stores/S1/flows/new?tab=1#x").redirect, "/forbidden?reason=no-grant&from=%2Fstores%2FS1%2Fflows%2Fnew%3Ftab%3D1%23x");
  for (const path of ["//evil.example/x", "/\\evil.example", "\\\\evil.example", "https://evil.example"]) {
    assert.match(query(path).get("from"), /^\/[^/\\]/, path);
  }
});

test("a route's own redirect comes first, and a function gives the whole of it", () => {
  const check = guard(
    sessionOf(["flow"]),
    [
      { path: "/stores/:store/*", scope: ":store", redirect: ({ reason, scope, page }, from) => `/why?r=${reason}&s=${scope}&p=${page.id}&f=${from}` },
      { path: "/stores/:store/flows", scope: ":store", page: "flows", redirect: () => undefined },
      { path: "/why", open: true },
      { path: "/forbidden", open: true },
    ],
    REDIRECT,
  );
  assert.equal(check("/stores/S1/home").redirect, "/why?r=no-grant&s=S1&p=home&f=/stores/S1/home");
  assert.equal(check("/stores/S1/flows").redirect, undefined);
  assert.equal(check("/elsewhere").redirect, "/forbidden?reason=unknown-page&from=%2Felsewhere");
});

test("a redirect never leads to a place that is denied, so there is no circle", () => {
  const routes = [{ path: "/stores/:store/*", scope: ":store" }];
  assert.equal(checkOf([], routes)("/stores/S1/flows").redirect, undefined);
  assert.equal(checkOf([], routes, { redirect: "/stores/S1/home" })("/stores/S1/flows").redirect, undefined);
  assert.match(checkOf(["home"], routes, { redirect: "/stores/S1/home" })("/stores/S1/flows").redirect, /^\/stores\/S1\/home\?reason=no-grant/);
  assert.match(checkOf([], routes, { redirect: "https://sign-in.example/" })("/stores/S1/flows").redirect, /^https:/);
});

test("the verdict follows the session, and listeners hear when to ask again", () => {
  const session = sessionOf([]);
  const check = guard(session, ROUTES);
  const heard = [];
  const stop = check.subscribe(() => heard.push(check("/stores/S1/flows").allowed));
  session.update(snapshotOf(["flows"], 2));
  session.update(snapshotOf([], 3));
  stop();
  session.update(snapshotOf(["flows"], 4));
  assert.deepEqual(heard, [true, false]);
});

test("the name under which a router fetches a page's data opens no more than the page", () => {
  // `new.data` could be the id of a flow: whoever may see flows and make none must not get the data of `new` by it.
  const forms = ["new.data", "new.rsc", "new/_.data", "new/index.rsc", "new%2Edata", "new.data/", "new.txt", "NEW.RSC"];
  for (const form of forms) {
    assert.equal(checkOf(["flow", "flow-tab"])(`/stores/S1/flows/${form}`).allowed, false, form);
  }
  assert.equal(checkOf(["flow", "flow-new", "flow-tab"])("/stores/S1/flows/new.data").allowed, true);
  assert.equal(checkOf(["flow"])("/stores/S1/flows/report.data").page.id, "flow");
  // A dot that is the page's own.
  assert.equal(checkOf(["report"])("/stores/S1/reports/v1.0").allowed, true);
});

test("a router that picks another route than the path's page needs both", () => {
  const asked = { params: { store: "S1" }, pattern: "/stores/:store/flows/:flow" };
  const path = "/stores/S1/flows/NEW";
  assert.deepEqual([checkOf(["flow-new"])(path, asked).allowed, checkOf(["flow"])(path, asked).allowed, checkOf(["flow", "flow-new"])(path, asked).allowed], [false, false, true]);
  assert.equal(checkOf(["flow-new"])(path, asked).page.id, "flow");
  for (const pattern of ["/stores/$store/flows/$flow", "/stores/:id/flows/:flow?", "/stores/:id/flows/:flow(new|old)"]) {
    assert.equal(checkOf(["flow-new"])(path, { pattern }).allowed, false, pattern);
    assert.equal(checkOf(["flow", "flow-new"])(path, { pattern }).allowed, true, pattern);
  }
  // A route for whatever is left shows what the path says.
  for (const pattern of ["/stores/:store/*", "/stores/$store/$", "/:rest(.*)*", "/:rest(.*)"]) assert.equal(checkOf(["flow-new"])(path, { pattern }).allowed, true, pattern);
});

test("the router's reading of a parameter is the one that counts", () => {
  const check = checkOf([]);
  assert.equal(check("/stores/S2/flows").allowed, true);
  assert.equal(check("/stores/S2/flows", { params: { store: "S1" } }).allowed, false);
});

test("fuzz: however a page's path is written, the answer is the page's own or denied", () => {
  const seed = Number(process.env.ROLESCOPE_SEED ?? 1);
  const dice = random(seed);
  const seen = { allowed: 0, denied: 0, kept: 0 };
  for (let round = 0; round < 400; round++) {
    const may = somebody(dice);
    const session = sessionOf(may);
    const check = guard(session, ROUTES, REDIRECT);
    for (let times = 0; times < 50; times++) {
      const place = dice.pick(PLACES);
      const own = session.page(`/${place}`, "S1");
      const { text, same } = variant(place, dice);
      const path = `/stores/S1/${text}`;
      const verdict = check(path);
      const told = `seed ${seed}: ${JSON.stringify(path)} for ${may} is ${verdict.page?.id}, and ${place} is ${own.id}`;
      seen[verdict.allowed ? "allowed" : "denied"]++;
      if (verdict.page?.id === own.id) seen.kept++;
      if (!verdict.allowed) continue;
      assert.equal(session.page(verdict.page.id, "S1").state, "visible", told);
      assert.equal(verdict.scope, "S1", told);
      if (same) assert.equal(own.state, "visible", told);
    }
  }
  for (const [what, count] of Object.entries(seen)) assert.ok(count > 2000, `${what}: ${count}`);
});
