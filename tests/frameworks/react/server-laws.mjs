import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { afterEach, test } from "node:test";
import { act } from "@testing-library/react";
import { createElement as h, Suspense } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToPipeableStream } from "react-dom/server";
import { Can, RolescopeProvider, ScopeProvider, usePages } from "rolescope/react";
import { HOUR, T0 } from "../../facade/world.mjs";
import { after, complaints, ORDER, READ, shop } from "../shop.mjs";

/** The chunks of a page as the server streams them. */
async function streamed(tree) {
  const chunks = [];
  const sink = new Writable({ write: (chunk, _, done) => (chunks.push(String(chunk)), done()) });
  await new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(tree, { onShellReady: () => resolve(pipe(sink)), onShellError: reject, onError: reject });
  });
  await finished(sink);
  return chunks;
}

// A part of the page that is not ready at first, on the server or in the browser.
function later() {
  let open;
  const state = { ready: false, promise: new Promise((resolve) => (open = resolve)) };
  return {
    Wait: ({ children }) => {
      if (!state.ready) throw state.promise;
      return children;
    },
    open: () => ((state.ready = true), open()),
  };
}

const Titles = () => usePages().filter((page) => page.state === "visible").map((page) => page.title).join();
const Part = ({ name }) =>
  h("section", { id: name }, h(Titles), h(Can, { permission: ORDER, fallback: h("i", null, "no") }, h("button", null, `Order ${name}`)), h(Can, { permission: READ }, h("b", null, "Items")));
const page = (props, Wait) =>
  h(RolescopeProvider, props, h(ScopeProvider, { scope: "S1" }, h("main", null, h(Part, { name: "first" }), h(Suspense, { fallback: h("p", null, "…") }, h(Wait, null, h(Part, { name: "late" }))))));

async function serve(session) {
  const gate = later();
  setTimeout(gate.open, 20);
  const chunks = await streamed(page({ session }, gate.Wait));
  return chunks;
}

// Here, and nowhere else, one copy of the adapter is rendered by the server and in the document.
const SHARED = /multiple renderers concurrently/;

/** Hydrates what the server wrote, with all that React has to say about it. `between` runs before the late part is ready. */
async function hydrate(chunks, props, between = () => {}) {
  const root = document.createElement("div");
  document.body.append(root);
  root.innerHTML = chunks.join("");
  // The scripts of the stream, which put the late part in its place.
  for (const script of root.querySelectorAll("script")) window.eval(script.textContent);
  await after(50);
  const served = root.querySelector("main").outerHTML;
  const gate = later();
  const recovered = [];
  let app;
  const said = await complaints(async () => {
    await act(async () => {
      app = hydrateRoot(root, page(props, gate.Wait), { onRecoverableError: (error) => recovered.push(String(error)) });
    });
    await act(async () => between());
    // React takes its time with what it has waited for.
    await act(async () => (gate.open(), await after(600)));
  });
  return { root, app, served, trouble: [...said, ...recovered].filter((line) => !SHARED.test(line)) };
}

const orders = (root) => [...root.querySelectorAll("button")].map((button) => button.textContent);

export function serverLaws() {
  afterEach(() => document.body.replaceChildren());

  test("the server streams what the session allows, and forbidden content is in no chunk", async () => {
    const { session, load, demoted } = shop();
    const allowed = await serve(session);
    assert.ok(allowed.length > 1, "it came at once");
    assert.match(allowed[0], /Order first/);
    assert.doesNotMatch(allowed[0], /Order late/);
    assert.match(allowed.join(""), /Order late/);
    for (const other of [load(demoted), null]) {
      const html = (await serve(other)).join("");
      assert.match(html, /late/);
      assert.doesNotMatch(html, /Order|<button/);
    }
  });

  test("it hydrates without a mismatch", async () => {
    const { load, session } = shop();
    const { root, app, trouble } = await hydrate(await serve(session), { session: load() });
    assert.deepEqual(trouble, []);
    assert.deepEqual(orders(root), ["Order first", "Order late"]);
    act(() => app.unmount());
  });

  test("it hydrates without a mismatch when the session has changed since, and then shows the change", async () => {
    const { load, session, demoted } = shop();
    const live = load();
    live.update(demoted);
    const { root, app, served, trouble } = await hydrate(await serve(session), { session: live, serverSession: load() });
    assert.match(served, /Order first/);
    assert.deepEqual(trouble, []);
    assert.deepEqual(orders(root), []);
    assert.equal(root.querySelectorAll("i").length, 2);
    act(() => app.unmount());
  });

  test("whoever has signed in since the server rendered for nobody: `serverSession: null` says so", async () => {
    const { load } = shop();
    const { root, app, trouble } = await hydrate(await serve(null), { session: load(), serverSession: null });
    assert.deepEqual(trouble, []);
    assert.deepEqual(orders(root), ["Order first", "Order late"]);
    act(() => app.unmount());
  });

  test("so does a late part, when the session changes after the first part is live", async () => {
    const { load, session, demoted } = shop();
    const live = load();
    const { root, app, trouble } = await hydrate(await serve(session), { session: live, serverSession: load() }, () => live.update(demoted));
    assert.deepEqual(trouble, []);
    assert.deepEqual(orders(root), []);
    act(() => app.unmount());
  });

  test("a role that has ended on the way is shown by the server's time first", async () => {
    const { load, session, snapshot, clock } = shop();
    const chunks = await serve(session);
    const serverSession = shop({ now: () => T0 + HOUR }).load(snapshot);
    clock.time = T0 + 2 * HOUR;
    const { root, app, trouble } = await hydrate(chunks, { session: load(), serverSession });
    assert.deepEqual(trouble, []);
    assert.deepEqual(orders(root), []);
    act(() => app.unmount());
  });

  test("without the server's session a change is a mismatch that React reports: this test can fail", async () => {
    const { load, session, demoted } = shop();
    const { root, app, trouble } = await hydrate(await serve(session), { session: load(demoted) });
    assert.notDeepEqual(trouble, []);
    assert.deepEqual(orders(root), []);
    act(() => app.unmount());
  });
}
