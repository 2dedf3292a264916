// The guard in TanStack Router: what it lets through, what it never loads, and what becomes of a page when rights change.
import { until, window } from "./router-dom.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createMemoryHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect as redirectTo, RouterProvider } from "@tanstack/react-router";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { guard } from "rolescope/router";
import { tanstackRouter } from "rolescope/router/tanstack";
import { PAGES, PLACES, random, REDIRECT, ROUTES, sessionOf, snapshotOf, somebody, variant } from "./router-world.mjs";

const isStore = ({ scopeTypes }) => scopeTypes[0] === "store";

async function appAt(pages, entry, { routing = ROUTES, redirect = REDIRECT, more = () => ({}), options = {}, session = sessionOf(pages) } = {}) {
  const gate = tanstackRouter(guard(session, routing, redirect), redirectTo);
  const root = createRootRoute({ beforeLoad: gate, errorComponent: () => createElement("h1", null, "error"), notFoundComponent: () => createElement("h1", null, "not found") });
  const children = PAGES.filter(isStore).map(({ id, path }) =>
    createRoute({ getParentRoute: () => root, path: `stores/$store/${path.replace(/:/g, "$")}`, staticData: { page: id }, ...more(id) }),
  );
  const forbidden = createRoute({ getParentRoute: () => root, path: "forbidden", staticData: { page: "forbidden" } });
  const router = createRouter({ routeTree: root.addChildren([...children, forbidden]), history: createMemoryHistory({ initialEntries: [entry] }), ...options });
  const stopWatching = gate.watch(router);
  // The router follows its history once it is rendered.
  const element = window.document.createElement("div");
  const app = createRoot(element);
  app.render(createElement(RouterProvider, { router }));
  const settle = async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    await until(() => router.state.status === "idle" && router.state.resolvedLocation?.href === router.state.location.href, "rest");
  };
  await settle();
  const stop = () => {
    stopWatching();
    app.unmount();
  };
  const shown = () => {
    const leaf = router.state.matches.at(-1);
    return router.state.matches.some(({ status, _notFound }) => status === "error" || status === "notFound" || _notFound) ? undefined : leaf?.staticData.page;
  };
  const place = () => router.state.location.href;
  const go = async (to) => {
    if (typeof to === "string") router.history.push(to);
    else to();
    await settle();
  };
  return { session, router, stop, shown, place, go, text: () => element.textContent };
}

test("a deep link to an allowed page shows it, to a forbidden one redirects with the reason", async () => {
  const { shown, place } = await appAt(["flows"], "/stores/S1/flows?tab=2");
  assert.deepEqual([shown(), place()], ["flows", "/stores/S1/flows?tab=2"]);
  const denied = await appAt(["flows"], "/stores/S1/flows/new?tab=2");
  assert.equal(denied.shown(), "forbidden");
  assert.deepEqual({ ...denied.router.state.location.search }, { reason: "no-grant", from: "/stores/S1/flows/new?tab=2" });
});

test("whoever signs in later is followed from the next navigation on, and whoever signed out no more", async () => {
  let now = null;
  const { shown, go, stop } = await appAt([], "/stores/S1/flows", { session: () => now });
  assert.equal(shown(), "forbidden");
  now = sessionOf(["flows"]);
  await go("/stores/S1/flows");
  assert.equal(shown(), "flows");
  now.update(snapshotOf([], 2));
  await until(() => shown() === "forbidden");
  const before = now;
  now = sessionOf(["home"]);
  await go("/stores/S1/home");
  before.update(snapshotOf(["home"], 3));
  assert.equal(shown(), "home");
  now.update(snapshotOf([], 2));
  await until(() => shown() === "forbidden");
  stop();
});

test("a navigation to a forbidden page redirects, and so does the back button", async () => {
  const { router, session, shown, go, stop } = await appAt(["flows", "home"], "/stores/S1/flows");
  await go("/stores/S1/home");
  session.update(snapshotOf(["home"], 2));
  assert.equal(shown(), "home");
  await go(() => router.history.back());
  await until(() => shown() === "forbidden");
  stop();
});

test("a page that the session takes away while it is shown is left; others stay, and nothing loads again for them", async () => {
  let loads = 0;
  const { router, session, shown, stop } = await appAt(["flows", "home"], "/stores/S1/flows", { more: () => ({ loader: () => ++loads }) });
  assert.equal(loads, 1);
  session.update(snapshotOf(["flows"], 2));
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual([shown(), loads], ["flows", 1]);
  session.update(snapshotOf([], 3));
  await until(() => shown() === "forbidden");
  stop();
});

test("without a redirect the error component gets an error whose cause is the verdict", async () => {
  const { router, shown } = await appAt(["flows"], "/stores/S1/flows/new", { redirect: {} });
  assert.equal(shown(), undefined);
  const { error } = router.state.matches.find(({ error }) => error);
  assert.deepEqual([error.cause.reason, error.cause.page.id], ["no-grant", "flow-new"]);
});

test("an app below a base path", async () => {
  const { shown, place, go } = await appAt(["flows"], "/console/stores/S1/flows", { options: { basepath: "/console" } });
  assert.equal(shown(), "flows");
  await go("/stores/S1/admin");
  assert.equal(shown(), "forbidden");
  assert.match(place(), /^\/forbidden\?reason=no-grant&from=%2Fstores%2FS1%2Fadmin$/);
});

test("neither the chunk nor the loader of a forbidden page is requested, by preloading neither", async () => {
  const requested = [];
  const more = (id) => ({
    loader: () => void requested.push(`load ${id}`),
    component: lazyRouteComponent(async () => {
      requested.push(id);
      return { default: () => createElement("h1", null, id) };
    }),
  });
  const { router, session, go, stop, text } = await appAt(["flows"], "/stores/S1/flows/new", { more });
  await router.preloadRoute({ to: "/stores/S1/admin" }).catch(() => {});
  await go("/stores/S1/admin");
  assert.deepEqual(requested, []);
  await go("/stores/S1/flows");
  await until(() => text() === "flows");
  assert.deepEqual(new Set(requested), new Set(["load flows", "flows"]));
  session.update(snapshotOf(["flows", "flow-new"], 2));
  await go("/stores/S1/flows/new");
  await until(() => text() === "flow-new");
  stop();
});

for (const caseSensitive of [false, true]) {
  test(`fuzz: however a path is written, the router never shows a page that the session denies${caseSensitive ? ", case-sensitive" : ""}`, async (t) => {
    t.mock.method(console, "warn", () => {});
    t.mock.method(console, "error", () => {});
    const seed = Number(process.env.ROLESCOPE_SEED ?? 4);
    const dice = random(seed);
    const seen = { page: 0, forbidden: 0 };
    for (let round = 0; round < 20; round++) {
      const may = somebody(dice);
      const { session, shown, go, stop } = await appAt(may, "/forbidden", { options: { caseSensitive } });
      for (let times = 0; times < 20; times++) {
        const path = `/stores/S1/${variant(dice.pick(PLACES), dice).text}`;
        await go(path);
        const id = shown();
        if (id === undefined || id === "forbidden") seen.forbidden++;
        else {
          seen.page++;
          assert.equal(session.page(id, "S1").state, "visible", `seed ${seed}: ${JSON.stringify(path)} shows ${id} to ${may}`);
        }
      }
      stop();
    }
    assert.ok(seen.page > 20 && seen.forbidden > 100, JSON.stringify(seen));
  });
}
