import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { renderToString } from "@vue/server-renderer";
import { createSSRApp, defineAsyncComponent, h, nextTick, Suspense } from "vue";
import { Can, provideScope, rolescope, useCan, usePages } from "rolescope/vue";
import { HOUR, T0 } from "../../facade/world.mjs";
import { after, complaints, eventually, shop } from "../shop.mjs";

const PART = {
  props: ["name"],
  components: { Can },
  setup: () => ({ can: useCan("stock.items.order"), pages: usePages() }),
  template: `<section><p>{{ pages.filter((page) => page.state === "visible").map((page) => page.title).join() }}</p><Can permission="stock.items.order"><button>Order {{ name }}</button><template #fallback><i>no</i></template></Can><b v-if="can">Order by v-if</b></section>`,
};

function page(options, { template, waiting } = {}) {
  const Late = defineAsyncComponent(async () => (await waiting, PART));
  const Page = {
    components: { Part: PART, Late },
    setup: () => provideScope("S1"),
    template: template ?? `<main><Part name="first" /><Suspense><Late name="late" /></Suspense></main>`,
  };
  return createSSRApp(Page).use(rolescope, options);
}

/** Renders as a server does: without a document. */
async function serve(session, more) {
  const { document } = globalThis;
  globalThis.document = undefined;
  try {
    return await renderToString(page({ session }, more));
  } finally {
    globalThis.document = document;
  }
}

async function hydrate(html, options, { between = () => {}, ...more } = {}) {
  const root = document.createElement("div");
  document.body.append(root);
  root.innerHTML = html;
  const first = root.querySelector("section, p");
  let open;
  const waiting = new Promise((resolve) => (open = resolve));
  let app;
  const said = await complaints(async () => {
    app = page(options, { waiting, ...more });
    app.mount(root);
    await after(0);
    between();
    await nextTick();
    open();
    await after(20);
  });
  // What the server made is still there: it was hydrated and not made anew.
  assert.ok(root.contains(first));
  return { root, app, said: said.filter((line) => !/<Suspense> is an experimental/.test(line)) };
}

const buttons = (root) => [...root.querySelectorAll("button, b")].map((element) => element.textContent);
const ALL = ["Order first", "Order by v-if", "Order late", "Order by v-if"];

export function serverLaws() {
  afterEach(() => document.body.replaceChildren());

  test("the server renders what the session allows, and forbidden content is not in it", async () => {
    const { session, load, demoted } = shop();
    assert.match(await serve(session), /Order first.*Order by v-if.*Order late/);
    for (const other of [load(demoted), null]) {
      const html = await serve(other);
      assert.match(html, /<i>no<\/i>.*<i>no<\/i>/);
      assert.doesNotMatch(html, /Order/);
    }
  });

  test("a server subscribes to no session", async () => {
    const { session } = shop();
    const asked = [];
    const watched = new Proxy(session, { get: (of, name) => (asked.push(name), typeof of[name] === "function" ? of[name].bind(of) : of[name]) });
    // Without Vue's own flag a reactive copy would be looked for in it.
    assert.match(await serve(() => watched), /main/);
    assert.ok(!asked.includes("subscribe"));
  });

  test("it hydrates without a mismatch", async () => {
    const { load, session } = shop();
    const { root, app, said } = await hydrate(await serve(session), { session: load() });
    assert.deepEqual(said, []);
    assert.deepEqual(buttons(root), ALL);
    app.unmount();
  });

  test("it hydrates without a mismatch when the session has changed since, and then shows the change; a late part too", async () => {
    const { load, session, demoted } = shop();
    const html = await serve(session);
    const before = load();
    before.update(demoted);
    const during = load();
    for (const [live, between] of [[before, undefined], [during, () => during.update(demoted)]]) {
      const { root, app, said } = await hydrate(html, { session: live, serverSession: load() }, { between });
      assert.deepEqual(said, []);
      await eventually(() => assert.deepEqual(buttons(root), []));
      assert.equal(root.querySelectorAll("i").length, 2);
      app.unmount();
    }
  });

  test("whoever has signed in since the server rendered for nobody: `serverSession: null` says so", async () => {
    const { load } = shop();
    const { root, app, said } = await hydrate(await serve(null), { session: load(), serverSession: null });
    assert.deepEqual(said, []);
    await eventually(() => assert.deepEqual(buttons(root), ALL));
    app.unmount();
  });

  test("a role that has ended on the way is shown by the server's time first", async () => {
    const { load, session, snapshot, clock } = shop();
    const html = await serve(session);
    const serverSession = shop({ now: () => T0 + HOUR }).load(snapshot);
    clock.time = T0 + 2 * HOUR;
    const { root, app, said } = await hydrate(html, { session: load(), serverSession });
    assert.deepEqual(said, []);
    assert.deepEqual(buttons(root), []);
    app.unmount();
  });

  test("all that hydrate at once ask the session anew once", async () => {
    const { load, session } = shop();
    const template = `<section>${"<Part />".repeat(30)}</section>`;
    const html = await serve(session, { template });
    const live = load();
    let asked = 0;
    const watched = new Proxy(live, { get: (of, name) => (name === "pages" && asked++, typeof of[name] === "function" ? of[name].bind(of) : of[name]) });
    const { app, said } = await hydrate(html, { session: () => watched, serverSession: load() }, { template });
    assert.deepEqual(said, []);
    assert.equal(asked, 30);
    app.unmount();
  });

  test("what is mounted later never shows the server's answers", async () => {
    const { load, session, demoted } = shop();
    const live = load();
    live.update(demoted);
    const seen = [];
    const Later = { setup: () => { const can = useCan("stock.items.order"); return () => (seen.push(can.value), h("b", "later")); } };
    const template = `<main><p>page</p></main>`;
    const { app } = await hydrate(await serve(session, { template }), { session: live, serverSession: load() }, { template });
    const other = createSSRApp({ setup: () => (provideScope("S1"), () => h(Later)) }).use(rolescope, { session: live, serverSession: load() });
    other.mount(document.body.appendChild(document.createElement("div")));
    assert.ok(seen.length > 0 && seen.every((can) => can === false), String(seen));
    other.unmount();
    app.unmount();
  });

  test("without the server's session a change is a mismatch that Vue reports: this test can fail", async () => {
    const { load, session, demoted } = shop();
    const { app, said } = await hydrate(await serve(session), { session: load(demoted) });
    assert.match(said.join(), /ydration/);
    app.unmount();
  });

  test("v-can cannot take content out of what the server writes: it is there, hidden or disabled, until it is hydrated", async () => {
    const { load, session, demoted } = shop();
    const template = `<p><b v-can="'stock.items.order'">x</b><button v-can.disable="'stock.items.order'">y</button><button v-can.explain="'stock.items.order'">z</button></p>`;
    const denied = load(demoted);
    const html = await serve(denied, { template });
    assert.match(html, /<b hidden>x<\/b><button disabled>y<\/button><button disabled title="[^"]+">z<\/button>/);
    const { root, app, said } = await hydrate(html, { session: load(demoted) }, { template });
    assert.deepEqual(said, []);
    assert.equal(root.textContent, "yz");
    app.unmount();
    const allowed = await hydrate(html, { session }, { template });
    assert.equal(allowed.root.querySelectorAll("[hidden], :disabled").length, 0);
    assert.equal(allowed.root.textContent, "xyz");
    allowed.app.unmount();
  });
}
