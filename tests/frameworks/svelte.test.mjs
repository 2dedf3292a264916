// Svelte: what a session denies is not rendered, and what is rendered follows the session, the scope and the time.
import "./support/peers.mjs";
import { focusable } from "./support/document.mjs";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Session } from "rolescope";
import { HOUR, T0, world } from "../facade/world.mjs";
import { both } from "./support/both.mjs";
import { assertLeft } from "./focus.mjs";
import { component } from "./support/components.mjs";
import { account, blocks } from "./support/example.mjs";

const { cleanup, render } = await import("@testing-library/svelte");
const { tick } = await import("svelte");
const { get } = await import("svelte/store");
const { can, decision, pages } = await import("rolescope/svelte");

afterEach(() => cleanup());

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const ORDER = `"stock.items.order"`;
const Store = await component(`
  <script>
    import { can } from "rolescope/svelte";
    let { session, scope } = $props();
    const allowed = can(() => session, ${ORDER}, () => scope);
  </script>
  <main><div role="group" id="group">{#if $allowed}<button>Order</button>{:else}<p>no</p>{/if}</div></main>
`);

test("{#if $allowed}: follows updates, the scope and the session", async () => {
  const { session, allow, deny } = both();
  const { rerender } = render(Store, { session, scope: "S2" });
  assert.deepEqual(focusable(), []);
  allow();
  await tick();
  assert.deepEqual(focusable(), ["Order"]);
  await rerender({ scope: "S1" });
  assert.deepEqual(focusable(), []);
  await rerender({ scope: "S2" });
  assert.deepEqual(focusable(), ["Order"]);
  await rerender({ session: undefined });
  assert.deepEqual(focusable(), [], "no session: denied");
  await rerender({ session });
  assert.deepEqual(focusable(), ["Order"]);
  deny();
  await tick();
  assert.deepEqual(focusable(), []);
});

test("the end of a role is followed at its time", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: T0 + HOUR });
  const { catalog, snapshot } = world({ start: T0 + HOUR });
  render(Store, { session: Session.load(catalog, snapshot), scope: "S1" });
  assert.deepEqual(focusable(), ["Order"]);
  t.mock.timers.tick(HOUR);
  await tick();
  assert.deepEqual(focusable(), []);
});

test("when what has the focus goes, the focus goes to what is around it, and that is said", async () => {
  const { session, allow, deny } = both();
  allow();
  render(Store, { session, scope: "S2" });
  document.querySelector("button").focus();
  deny();
  await assertLeft("#group");
});

test("focus that the app has moved is left where it is", async () => {
  const { session, allow, deny } = both();
  allow();
  render(Store, { session, scope: "S2" });
  const other = document.body.appendChild(document.createElement("button"));
  document.querySelector("button").focus();
  deny();
  await tick();
  other.focus();
  await wait(20);
  assert.equal(document.activeElement, other);
  other.remove();
});

test("a component that is gone follows nobody", async () => {
  const { session } = both();
  let heard = 0;
  const counted = { subscribe: (listener) => ((stop) => (heard++, () => (heard--, stop())))(session.subscribe(listener)), can: (...asked) => session.can(...asked) };
  const { unmount } = render(Store, { session: counted, scope: "S2" });
  await tick();
  assert.equal(heard, 1);
  unmount();
  await tick();
  await null;
  assert.equal(heard, 0);
});

test("stores can be read anywhere; without a session or a scope they deny", () => {
  const { session, allow } = both();
  const allowed = can(session, "stock.items.order", "S2");
  assert.equal(get(allowed), false);
  allow();
  assert.equal(get(allowed), true);
  assert.equal(get(decision(session, "stock.items.order", "S2")), session.check("stock.items.order", "S2"));
  assert.equal(get(pages(session, "S1")), session.pages("S1"));
  for (const none of [undefined, null]) {
    assert.equal(get(can(none, "stock.items.read", "S1")), false);
    assert.equal(get(can(session, "stock.items.read", none)), false);
    assert.equal(get(decision(none, "stock.items.read", "S1")), undefined);
    assert.deepEqual(get(pages(none, "S1")), []);
  }
  assert.equal(get(can(session, "nonsense", "S1")), false);
});

test("the context gives the session and the scope, and their changes", async () => {
  const Inner = `
    import { can, getScope, getSession } from "rolescope/svelte";
    const allowed = can(getSession(), ${ORDER}, getScope());
  `;
  const inner = await component(`<script>${Inner}</script>{#if $allowed}<button>Order</button>{/if}`);
  const Outer = await component(`
    <script>
      import { setScope, setSession } from "rolescope/svelte";
      let { session, scope, inner: Inner } = $props();
      setSession(() => session);
      setScope(() => scope);
    </script>
    <Inner />
  `);
  const { session, allow } = both();
  allow();
  const { rerender } = render(Outer, { session, scope: "S2", inner });
  assert.deepEqual(focusable(), ["Order"]);
  await rerender({ scope: "S1" });
  assert.deepEqual(focusable(), []);
  cleanup();
  render(inner);
  assert.deepEqual(focusable(), [], "nobody has given any");
});

const Action = await component(`
  <script>
    import { access } from "rolescope/svelte";
    let { session, scope, mode } = $props();
  </script>
  <main><div use:access={{ session, permission: ${ORDER}, scope, mode }}><button>Order</button></div><p>after</p></main>
`);

test("use:access hides, disables and explains, and follows", async () => {
  const { session, allow, deny } = both();
  const { rerender, container, unmount } = render(Action, { session, scope: "S2" });
  await tick();
  assert.equal(container.querySelector("button"), null);
  assert.equal(container.querySelector("div div").style.display, "none");
  await rerender({ mode: "disable" });
  assert.equal(container.querySelector("button").disabled, true);
  await rerender({ mode: "explain" });
  assert.equal(container.querySelector("button").title, session.check("stock.items.order", "S2").message);
  allow();
  await tick();
  assert.deepEqual(focusable(), ["Order"]);
  assert.equal(container.querySelector("button").title, "");
  deny();
  await rerender({ mode: "hide" });
  assert.equal(container.querySelector("button"), null);
  await rerender({ session: undefined, mode: "disable" });
  assert.equal(container.querySelector("button"), null, "no session: hidden, whatever the mode");
  unmount();
  assert.equal(document.querySelector("p"), null, "nothing is left behind");
});

test("the app of the document", async () => {
  const App = await component(blocks("svelte", "svelte")[0]);
  const { session, snapshot } = account("studio-viewer");
  const { container } = render(App, { session, scope: "AC1" });
  const reason = () => container.querySelector("small")?.textContent;
  assert.ok(container.querySelector('nav a[href="/develop/studio/flows"]'));
  assert.deepEqual(focusable(container.querySelector("main")), []);
  assert.equal(session.check("studio.flows.update", "AC1").reason, "no-grant");
  assert.equal(reason(), "Your role does not include this.");
  session.update(snapshot("studio-admin"));
  await tick();
  assert.deepEqual(focusable(container.querySelector("main")), ["Delete", "Edit"]);
  assert.equal(reason(), undefined);
});
