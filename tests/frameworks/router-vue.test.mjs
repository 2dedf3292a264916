// The guard in Vue Router: what it lets through, what it never loads, and what becomes of a page when rights change.
import { until, window } from "./router-dom.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp, h } from "vue";
import { createMemoryHistory, createRouter, createWebHashHistory, createWebHistory, RouterView } from "vue-router";
import { guard } from "rolescope/router";
import { vueRouter } from "rolescope/router/vue";
import { onlyMalformed, PAGES, PLACES, random, REDIRECT, ROUTES, sessionOf, snapshotOf, somebody, variant } from "./router-world.mjs";

const isStore = ({ scopeTypes }) => scopeTypes[0] === "store";
const Nothing = { render: () => null };

function appAt(pages, { routing = ROUTES, redirect = REDIRECT, component = () => Nothing, history = createMemoryHistory(), options = {}, session = sessionOf(pages) } = {}) {
  const children = PAGES.filter(isStore).map(({ id, path }) => ({ name: id, path, component: component(id) }));
  const routes = [
    { path: "/stores/:store", component: { render: () => h(RouterView) }, children },
    { path: "/forbidden", name: "forbidden", component: Nothing },
    { path: "/:rest(.*)*", name: "not-found", component: Nothing },
  ];
  const router = createRouter({ history, routes, ...options });
  const stop = vueRouter(guard(session, routing, redirect), router);
  const shown = () => router.currentRoute.value.name;
  const place = () => router.currentRoute.value.fullPath;
  return { session, router, stop, shown, place };
}

test("a deep link to an allowed page shows it, to a forbidden one redirects with the reason", async () => {
  const { router, shown, place } = appAt(["flows"]);
  await router.push("/stores/S1/flows?tab=2");
  assert.deepEqual([shown(), place()], ["flows", "/stores/S1/flows?tab=2"]);
  await router.push("/stores/S1/flows/new?tab=2");
  assert.equal(shown(), "forbidden");
  assert.deepEqual(router.currentRoute.value.query, { reason: "no-grant", from: "/stores/S1/flows/new?tab=2" });
});

test("an unknown route is denied, also where the router has one for whatever is left", async () => {
  const { router, place } = appAt(["flows"]);
  await router.push("/stores/S1/nowhere");
  assert.match(place(), /^\/forbidden\?reason=unknown-page/);
});

test("the back button leads to no page that is forbidden by now", async () => {
  const { router, session, shown } = appAt(["flows", "home"]);
  await router.push("/stores/S1/flows");
  await router.push("/stores/S1/home");
  session.update(snapshotOf(["home"], 2));
  assert.equal(shown(), "home");
  router.back();
  await until(() => shown() === "forbidden");
});

test("a page that the session takes away while it is shown is left, and nothing is when it takes nothing", async () => {
  const { router, session, shown, stop } = appAt(["flows", "home"]);
  await router.push("/stores/S1/flows");
  let moves = 0;
  router.afterEach(() => moves++);
  session.update(snapshotOf(["flows"], 2));
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual([shown(), moves], ["flows", 0]);
  session.update(snapshotOf([], 3));
  await until(() => shown() === "forbidden");
  session.update(snapshotOf(["flows"], 4));
  await router.push("/stores/S1/flows");
  stop();
  session.update(snapshotOf([], 5));
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(shown(), "flows");
});

test("a session that changes before the first navigation moves nobody", async () => {
  const { router, session, shown } = appAt(["home"]);
  const first = router.push("/stores/S1/home");
  session.update(snapshotOf(["home"], 2));
  await first;
  assert.equal(shown(), "home");
});

test("whoever signs in later is followed from the next navigation on, and whoever signed out no more", async () => {
  let now = null;
  const { router, shown, stop } = appAt([], { session: () => now });
  await router.push("/stores/S1/flows");
  assert.equal(shown(), "forbidden");
  now = sessionOf(["flows"]);
  await router.push("/stores/S1/flows");
  assert.equal(shown(), "flows");
  now.update(snapshotOf([], 2));
  await until(() => shown() === "forbidden");
  const before = now;
  now = sessionOf(["home"]);
  await router.push("/stores/S1/home");
  before.update(snapshotOf(["home"], 3));
  assert.equal(shown(), "home");
  now.update(snapshotOf([], 2));
  await until(() => shown() === "forbidden");
  stop();
});

test("without a redirect the navigation is aborted", async () => {
  const { router, shown } = appAt(["flows"], { redirect: {} });
  await router.push("/stores/S1/flows");
  const failure = await router.push("/stores/S1/admin");
  assert.ok(failure);
  assert.equal(shown(), "flows");
});

test("an app below a base path", async () => {
  const { router, shown, place } = appAt(["flows"], { history: createMemoryHistory("/console") });
  await router.push("/stores/S1/flows");
  assert.equal(shown(), "flows");
  await router.push("/stores/S1/admin");
  assert.match(place(), /^\/forbidden\?reason=no-grant&from=\/stores\/S1\/admin$/);
});

test("the chunk of a forbidden page is never requested, in a browser's history too", async () => {
  const requested = [];
  const component = (id) => async () => {
    requested.push(id);
    return { default: { render: () => h("h1", id) } };
  };
  window.history.replaceState(null, "", "/stores/S1/flows/new");
  const { router, session, shown, stop } = appAt(["flows"], { component, history: createWebHistory() });
  const element = window.document.createElement("div");
  const app = createApp({ render: () => h(RouterView) }).use(router);
  app.mount(element);
  await until(() => shown() === "forbidden");
  assert.match(window.location.href, /\/forbidden\?reason=no-grant/);
  assert.deepEqual(requested, []);
  await router.push("/stores/S1/flows");
  await until(() => element.textContent === "flows");
  await router.push("/stores/S1/admin");
  window.history.back();
  await until(() => element.textContent === "flows");
  assert.deepEqual(requested, ["flows"]);
  session.update(snapshotOf(["flows", "flow-new"], 2));
  await router.push("/stores/S1/flows/new");
  await until(() => element.textContent === "flow-new");
  assert.deepEqual(requested, ["flows", "flow-new"]);
  app.unmount();
  stop();
});

test("back goes on back: the redirect stands in the place of a page that is forbidden by now, and not on top of it", async () => {
  for (const history of [createWebHistory(), createWebHashHistory()]) {
    window.history.pushState(null, "", "/");
    const { router, session, shown, place, stop } = appAt(["home", "flows"], { history });
    const app = createApp({ render: () => h(RouterView) }).use(router);
    app.mount(window.document.createElement("div"));
    await router.push("/stores/S1/home");
    await router.push("/stores/S1/flows");
    await router.push("/stores/S2/home");
    session.update(snapshotOf(["home"], 2));
    window.history.back();
    await until(() => shown() === "forbidden");
    assert.equal(router.currentRoute.value.query.from, "/stores/S1/flows");
    window.history.back();
    await until(() => place() === "/stores/S1/home");
    // A link to a forbidden page leaves the page behind that it was on.
    await router.push("/stores/S1/admin");
    assert.equal(shown(), "forbidden");
    window.history.back();
    await until(() => place() === "/stores/S1/home");
    app.unmount();
    stop();
  }
});

for (const sensitive of [false, true]) {
  test(`fuzz: however a path is written, the router never shows a page that the session denies${sensitive ? ", case-sensitive" : ""}`, async (t) => {
    t.mock.method(console, "warn", () => {});
    const seed = Number(process.env.ROLESCOPE_SEED ?? 3);
    const dice = random(seed);
    const seen = { page: 0, forbidden: 0 };
    for (let round = 0; round < 60; round++) {
      const may = somebody(dice);
      const { session, router, shown, stop } = appAt(may, { options: { sensitive } });
      for (let times = 0; times < 25; times++) {
        await router.push("/forbidden");
        const path = `/stores/S1/${variant(dice.pick(PLACES), dice).text}`;
        await router.push(path).catch(onlyMalformed);
        const id = shown();
        if (id === "forbidden" || id === "not-found") seen.forbidden++;
        else {
          seen.page++;
          assert.equal(session.page(id, "S1").state, "visible", `seed ${seed}: ${JSON.stringify(path)} shows ${id} to ${may}`);
        }
      }
      stop();
    }
    assert.ok(seen.page > 40 && seen.forbidden > 100, JSON.stringify(seen));
  });
}
