// Svelte on the server: the page that is sent has what is allowed, and nothing that is not.
process.env.ROLESCOPE_SERVER = "1";
await import("./support/peers.mjs");
const { default: assert } = await import("node:assert/strict");
const { test } = await import("node:test");
const { both } = await import("./support/both.mjs");
const { component } = await import("./support/components.mjs");
const { render } = await import("svelte/server");

const App = await component(
  `<script>
    import { access, can, decision, pages } from "rolescope/svelte";
    let { session } = $props();
    const allowed = can(session, "stock.items.order", "S2");
    const why = decision(session, "stock.items.order", "S2");
    const shown = pages(session, "S2");
  </script>
  {#if $allowed}<button>Order</button>{:else}<p>{$why?.reason}</p>{/if}
  {#each $shown as page (page.id)}{#if page.state === "visible"}<a href={page.path}>{page.title}</a>{/if}{/each}
  <div use:access={{ session, permission: "stock.items.order", scope: "S2" }}>by the action</div>`,
  "server",
);
const html = (session) => render(App, { props: { session } }).body;

test("what is denied is not in the page, and what is allowed is", () => {
  const { session, allow } = both();
  assert.doesNotMatch(html(session), /<button>/);
  assert.match(html(session), /<p>no-grant<\/p>/);
  assert.doesNotMatch(html(session), /Staff/);
  allow();
  assert.match(html(session), /<button>Order<\/button>/);
  assert.match(html(session), /<a href="staff">Staff<\/a>/);
});

test("without a session nothing is sent", () => assert.doesNotMatch(html(undefined), /<button|<a /));

test("an action does not run on the server: its content is sent", () => assert.match(html(undefined), /by the action/));
