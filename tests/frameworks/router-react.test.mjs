// The guard in React Router: what it lets through, what it never loads, and what becomes of a page when rights change.
import { until, window } from "./router-dom.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createElement, lazy, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, createMemoryRouter, createStaticHandler, isRouteErrorResponse, RouterProvider, useRouteError } from "react-router";
import { guard } from "rolescope/router";
import { reactRouter } from "rolescope/router/react";
import { onlyMalformed, PAGES, PLACES, random, REDIRECT, ROUTES, sessionOf, snapshotOf, somebody, variant } from "./router-world.mjs";

const isStore = ({ scopeTypes }) => scopeTypes[0] === "store";
const pageRoutes = (more = () => ({})) => PAGES.filter(isStore).map((page) => ({ id: page.id, path: page.path, ...more(page) }));

function routes(gate, children = pageRoutes()) {
  return [{ id: "root", path: "/", middleware: [gate], children: [{ path: "stores/:store", children }, { id: "forbidden", path: "forbidden" }] }];
}

const settled = (router) => until(() => router.state.initialized && router.state.navigation.state === "idle" && router.state.revalidation === "idle", "rest");
const place = ({ state }) => state.location.pathname + state.location.search;
/** The page that the router shows; none when it shows an error. */
const shown = ({ state }) => (state.errors ? undefined : state.matches.at(-1)?.route.id);

async function appAt(pages, entries, { routing = ROUTES, redirect = REDIRECT, make = routes, options = {}, gateOptions, session = sessionOf(pages) } = {}) {
  const gate = reactRouter(guard(session, routing, redirect), gateOptions);
  const router = createMemoryRouter(make(gate), { initialEntries: [entries].flat(), ...options });
  const stop = gate.watch(router);
  await settled(router);
  return { session, router, gate, stop, go: async (to, more) => (await router.navigate(to, more), settled(router)) };
}

test("a deep link to an allowed page shows it, to a forbidden one redirects with the reason", async () => {
  const { router } = await appAt(["flows"], "/stores/S1/flows?tab=2");
  assert.deepEqual([shown(router), place(router)], ["flows", "/stores/S1/flows?tab=2"]);
  const denied = await appAt(["flows"], "/stores/S1/flows/new?tab=2");
  assert.deepEqual([shown(denied.router), place(denied.router)], ["forbidden", "/forbidden?reason=no-grant&from=%2Fstores%2FS1%2Fflows%2Fnew%3Ftab%3D2"]);
});

test("a navigation to a forbidden page redirects, and so does the back button", async () => {
  const { router, session, go } = await appAt(["flows", "home"], "/stores/S1/flows");
  await go("/stores/S1/admin");
  assert.equal(shown(router), "forbidden");
  await go("/stores/S1/home");
  session.update(snapshotOf(["home"], 2));
  await settled(router);
  assert.equal(shown(router), "home");
  // Behind it is the page that was open then.
  await go(-1);
  await go(-1);
  assert.equal(shown(router), "forbidden");
  assert.match(place(router), /from=%2Fstores%2FS1%2Fflows$/);
});

test("back goes on back: the redirect stands in the place of a page that is forbidden by now, and not on top of it", async () => {
  window.history.replaceState(null, "", "/stores/S1/home");
  const session = sessionOf(["home", "flows"]);
  const gate = reactRouter(guard(session, ROUTES, REDIRECT));
  const router = createBrowserRouter(routes(gate), { window });
  const stop = gate.watch(router);
  await settled(router);
  await router.navigate("/stores/S1/flows");
  await router.navigate("/stores/S2/home");
  session.update(snapshotOf(["home"], 2));
  window.history.back();
  await until(() => shown(router) === "forbidden");
  window.history.back();
  await until(() => place(router) === "/stores/S1/home");
  // The same for one that is taken away while it is shown.
  session.update(snapshotOf(["home", "flows"], 3));
  await router.navigate("/stores/S1/flows");
  session.update(snapshotOf(["home"], 4));
  await until(() => shown(router) === "forbidden");
  window.history.back();
  await until(() => place(router) === "/stores/S1/home");
  // A link to a forbidden page leaves the page behind that it was on.
  await router.navigate("/stores/S1/admin");
  assert.equal(shown(router), "forbidden");
  window.history.back();
  await until(() => place(router) === "/stores/S1/home");
  stop();
  router.dispose();
});

test("a page that the session takes away while it is shown is left; others stay, and nothing loads again for them", async () => {
  let loads = 0;
  const make = (gate) => routes(gate, pageRoutes(() => ({ loader: () => ++loads })));
  const { router, session, stop } = await appAt(["flows", "home"], "/stores/S1/flows", { make });
  assert.equal(loads, 1);
  session.update(snapshotOf(["flows"], 2));
  await settled(router);
  assert.deepEqual([shown(router), loads], ["flows", 1]);
  session.update(snapshotOf([], 3));
  await until(() => shown(router) === "forbidden");
  session.update(snapshotOf(["flows"], 4));
  stop();
  await settled(router);
  assert.equal(shown(router), "forbidden");
});

test("whoever signs in later is followed from the next navigation on, and whoever signed out no more", async () => {
  let now = null;
  const { router, go, stop } = await appAt([], "/stores/S1/flows", { session: () => now });
  assert.equal(shown(router), "forbidden");
  now = sessionOf(["flows"]);
  await go("/stores/S1/flows");
  assert.equal(shown(router), "flows");
  now.update(snapshotOf([], 2));
  await until(() => shown(router) === "forbidden");
  const before = now;
  now = sessionOf(["home"]);
  await go("/stores/S1/home");
  before.update(snapshotOf(["home"], 3));
  assert.equal(shown(router), "home");
  now.update(snapshotOf([], 2));
  await until(() => shown(router) === "forbidden");
  stop();
});

test("a page is left when the right to it expires", async () => {
  const start = Date.now();
  const session = sessionOf([]);
  session.update(snapshotOf(["flows"], 2, new Date(start + 300).toISOString()));
  const gate = reactRouter(guard(session, ROUTES, REDIRECT));
  const router = createMemoryRouter(routes(gate), { initialEntries: ["/stores/S1/flows"] });
  const stop = gate.watch(router);
  await settled(router);
  assert.equal(shown(router), "flows");
  await until(() => shown(router) === "forbidden");
  assert.match(place(router), /reason=expired/);
  assert.ok(Date.now() >= start + 300);
  stop();
});

test("without a redirect the error boundary gets a response: 403 and the reason", async () => {
  const { router } = await appAt(["flows"], "/stores/S1/flows/new", { redirect: {} });
  const [error] = Object.values(router.state.errors);
  assert.deepEqual([isRouteErrorResponse(error), error.status, error.data], [true, 403, "no-grant"]);
});

test("loaders and actions of a forbidden page are not called", async () => {
  const called = [];
  const make = (gate) => routes(gate, pageRoutes(({ id }) => ({ loader: () => called.push(`load ${id}`), action: () => called.push(`act ${id}`) })));
  const { go, router } = await appAt(["flows"], "/stores/S1/flows", { make });
  await go("/stores/S1/flows/new");
  await go("/stores/S1/flows/new", { formMethod: "post", formData: new FormData() });
  await router.fetch("key", "root", "/stores/S1/admin");
  await settled(router);
  assert.deepEqual(called, ["load flows"]);
});

test("the gate serves as a loader too, on the route of each page", async () => {
  const make = (gate) => routes(gate, pageRoutes(() => ({ loader: gate }))).map(({ middleware, ...root }) => root);
  const { router, go } = await appAt(["flows"], "/stores/S1/flows", { make });
  assert.equal(shown(router), "flows");
  await go("/stores/S1/flows/new");
  assert.equal(shown(router), "forbidden");
  await go("/stores/S2/flows/new");
  assert.equal(shown(router), "flow-new");
  await go("/stores/S1/flows/new");
  assert.equal(shown(router), "forbidden");
});

test("an app below a base path is guarded below it, and nothing beside it is", async () => {
  const options = { basename: "/console" };
  const gateOptions = { basename: "/Console/" };
  const { router, go } = await appAt(["flows"], "/console/stores/S1/flows", { options, gateOptions });
  assert.equal(shown(router), "flows");
  await go("/stores/S1/flows/new");
  assert.equal(place(router), "/console/forbidden?reason=no-grant&from=%2Fstores%2FS1%2Fflows%2Fnew");
  const gate = reactRouter(guard(sessionOf(["flows"]), ROUTES), gateOptions);
  const ask = (path) => () => gate({ request: { url: `http://app.test${path}` }, params: {} });
  for (const path of ["/stores/S1/flows", "/consolex/stores/S1/flows", "/consol", "/"]) assert.throws(ask(path), { status: 403 }, path);
  ask("/CONSOLE/stores/S1/flows")();
});

test("on the server the same gate gives the response", async () => {
  const gate = reactRouter(guard(sessionOf(["flows"]), ROUTES, REDIRECT));
  const { query } = createStaticHandler(routes(gate));
  const respond = (path) => query(new Request(`http://app.test${path}`), { generateMiddlewareResponse: async (next) => (await next(new Request(`http://app.test${path}`)), new Response("shown")) });
  const denied = await respond("/stores/S1/flows/new");
  assert.deepEqual([denied.status, denied.headers.get("location")], [302, "/forbidden?reason=no-grant&from=%2Fstores%2FS1%2Fflows%2Fnew"]);
  assert.equal(await (await respond("/stores/S1/flows")).text(), "shown");
});

/** An app with a chunk for each page, rendered. Gives which chunks were requested. */
async function rendered(pages, path, withChunk) {
  const requested = [];
  const chunk = (id) => async () => {
    requested.push(id);
    return { default: () => createElement("h1", null, id), Component: () => createElement("h1", null, id) };
  };
  const errors = { ErrorBoundary: () => createElement("h1", null, `error ${useRouteError().status}`) };
  const make = (gate) => routes(gate, pageRoutes(({ id }) => withChunk(chunk(id)))).map((root) => ({ ...root, ...errors }));
  const { router, session, go, stop } = await appAt(pages, path, { make });
  const element = window.document.createElement("div");
  const root = createRoot(element);
  root.render(createElement(Suspense, { fallback: "…" }, createElement(RouterProvider, { router })));
  return { requested, router, session, go, text: () => element.textContent, end: () => (root.unmount(), stop()) };
}

test("the chunk of a forbidden page is never requested, of an allowed one when it is shown", async () => {
  const { requested, go, router, session, text, end } = await rendered(["flows"], "/stores/S1/flows/new", (load) => ({ Component: lazy(load) }));
  await until(() => shown(router) === "forbidden");
  assert.deepEqual(requested, []);
  await go("/stores/S1/flows");
  await until(() => text() === "flows");
  await go("/stores/S1/admin");
  await go(-1);
  assert.deepEqual(requested, ["flows"]);
  session.update(snapshotOf(["flows", "flow-new"], 2));
  await go("/stores/S1/flows/new");
  await until(() => text() === "flow-new");
  assert.deepEqual(requested, ["flows", "flow-new"]);
  end();
});

test("the router's own `lazy` is requested before anybody is asked: the reason why the guide takes React's", async () => {
  const { requested, router, end } = await rendered(["flows"], "/stores/S1/flows/new", (load) => ({ lazy: load }));
  assert.equal(shown(router), "forbidden");
  assert.deepEqual(requested, ["flow-new"]);
  end();
});

for (const caseSensitive of [false, true]) {
  test(`fuzz: however a path is written, the router never shows a page that the session denies${caseSensitive ? ", case-sensitive" : ""}`, async () => {
    const seed = Number(process.env.ROLESCOPE_SEED ?? 2);
    const dice = random(seed);
    const seen = { page: 0, forbidden: 0 };
    for (let round = 0; round < 40; round++) {
      const may = somebody(dice);
      const make = (gate) => routes(gate, pageRoutes(() => ({ caseSensitive })));
      const { session, router, go, stop } = await appAt(may, "/forbidden", { make });
      for (let times = 0; times < 25; times++) {
        const path = `/stores/S1/${variant(dice.pick(PLACES), dice).text}`;
        // A path that the router itself refuses shows nothing.
        await go(path).catch(onlyMalformed);
        const id = shown(router);
        if (id === "forbidden" || !PAGES.some((page) => page.id === id)) seen.forbidden++;
        else {
          seen.page++;
          assert.equal(router.state.matches.at(-1).params.store, "S1");
          assert.equal(session.page(id, "S1").state, "visible", `seed ${seed}: ${JSON.stringify(path)} shows ${id} to ${may}`);
        }
      }
      stop();
    }
    assert.ok(seen.page > 40 && seen.forbidden > 100, JSON.stringify(seen));
  });
}
