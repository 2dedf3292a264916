// <can-access>: what a session denies is not in the document, or is switched off, at every moment that a person can see.
import "./support/peers.mjs";
import { focusable, settled } from "./support/document.mjs";
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Session } from "rolescope";
import { defineElements, provide } from "rolescope/dom";
import { HOUR, T0, world } from "../facade/world.mjs";
import { both } from "./support/both.mjs";
import { after } from "./eventually.mjs";
import { assertFocused, assertLeft, said } from "./focus.mjs";

const page = (html) => (document.body.innerHTML = html);
const order = (attributes, content = `<button>Order</button>`) => `<can-access permission="stock.items.order" ${attributes}>${content}</can-access>`;
const read = `<can-access permission="stock.items.read" scope="S1"><button>Read</button></can-access>`;

const readyState = (value) => Object.defineProperty(document, "readyState", { configurable: true, value });
readyState("loading");
defineElements();
const whileLoading = customElements.get("can-access");
readyState("interactive");
document.dispatchEvent(new Event("DOMContentLoaded"));
const onceRead = customElements.get("can-access");
delete document.readyState;

test("the elements are defined once the document has been read, so that the parser writes into none of them", () => {
  assert.equal(whileLoading, undefined);
  assert.notEqual(onceRead, undefined);
});

beforeEach(() => {
  provide(undefined);
  page("");
  defineElements();
});
afterEach(() => provide(undefined));

test("many gates on a page are rendered once each when they come, not once for each other", () => {
  const { session } = world();
  let asked = 0;
  provide({ check: (...question) => (asked++, session.check(...question)), subscribe: () => () => {} });
  page(read.repeat(100));
  assert.equal(document.querySelectorAll("button").length, 100);
  assert.ok(asked <= 200, `asked ${asked} times`);
});

test("without a session nothing is there, whatever the mode", () => {
  for (const mode of ["hide", "disable", "explain", "nonsense"]) {
    page(order(`scope="S2" mode="${mode}"`));
    assert.equal(document.querySelector("button"), null, mode);
  }
});

test("what is no session allows nothing, and leaves nothing that was there", () => {
  const { session } = both();
  page(read);
  for (const wrong of ["a session", {}, { subscribe: () => () => {}, check: () => ({}) }, { subscribe: () => { throw new Error("no"); } }]) {
    provide(session);
    assert.notEqual(document.querySelector("button"), null);
    provide(wrong);
    assert.equal(document.querySelector("button"), null);
  }
});

test("allowed is there; denied, unknown permission, unknown scope, no scope are not", () => {
  const { session } = both();
  page(read);
  provide(session);
  assert.deepEqual(focusable(), ["Read"]);
  const element = document.querySelector("can-access");
  for (const [name, value] of [["permission", "stock.items.order"], ["permission", "nonsense"], ["permission", undefined], ["scope", "nowhere"], ["scope", undefined]]) {
    const before = element.getAttribute(name);
    if (value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value);
    assert.equal(document.querySelector("button"), null, `${name} ${value}`);
    element.setAttribute(name, before);
    assert.deepEqual(focusable(), ["Read"]);
  }
});

test("an update shows and hides at once, and it is the same content", () => {
  const { session, allow, deny } = both();
  allow();
  provide(session);
  page(order(`scope="S2"`, `<input id="count">`));
  document.querySelector("input").value = "7";
  deny();
  assert.equal(document.querySelector("input"), null);
  allow();
  assert.equal(document.querySelector("input").value, "7");
  deny();
  assert.equal(document.querySelector("input"), null);
});

test("the end of a role hides at its time", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: T0 + HOUR });
  const { catalog, snapshot } = world({ start: T0 + HOUR });
  page(order(`scope="S1"`));
  provide(Session.load(catalog, snapshot));
  assert.deepEqual(focusable(), ["Order"]);
  t.mock.timers.tick(HOUR - 1);
  assert.deepEqual(focusable(), ["Order"]);
  t.mock.timers.tick(1);
  assert.equal(document.querySelector("button"), null);
});

test("the scope is the nearest: its own, of the gate or the scope around, of the page; and it may change", () => {
  const { session, allow } = both();
  allow();
  page(`<rolescope-scope scope="S1">${order("")}</rolescope-scope>`);
  provide(session, "S2");
  assert.equal(document.querySelector("button"), null);
  document.querySelector("rolescope-scope").setAttribute("scope", "S2");
  assert.deepEqual(focusable(), ["Order"]);
  document.querySelector("rolescope-scope").setAttribute("scope", "S1");
  assert.equal(document.querySelector("button"), null);
  document.querySelector("rolescope-scope").removeAttribute("scope");
  assert.deepEqual(focusable(), ["Order"], "the page's");
  document.querySelector("can-access").setAttribute("scope", "S1");
  assert.equal(document.querySelector("button"), null, "its own");
});

test("a gate inside a gate has its scope, and hears when that changes", () => {
  const { session, allow } = both();
  allow();
  page(`<can-access permission="stock.items.read" scope="S2">${order("")}</can-access>`);
  provide(session);
  assert.deepEqual(focusable(), ["Order"]);
  document.querySelector("can-access").setAttribute("scope", "S1");
  assert.deepEqual(focusable(), []);
});

test("a template's content comes into the document once it is allowed, not before", () => {
  const { session, allow } = both();
  page(order(`scope="S2"`, `<template><button>Order</button></template>`));
  assert.equal(document.querySelector("button"), null);
  provide(session);
  assert.equal(document.querySelector("button"), null);
  allow();
  assert.deepEqual(focusable(), ["Order"]);
});

test("what is added while it is denied is taken out, before anything is painted", async () => {
  const { session, allow } = both();
  page(order(`scope="S2"`));
  provide(session);
  document.querySelector("can-access").append(Object.assign(document.createElement("button"), { textContent: "Late" }));
  await null;
  assert.equal(document.querySelector("button"), null);
  allow();
  assert.deepEqual(focusable(), ["Order", "Late"]);
});

test("nested: the inner is there when both allow it", () => {
  const { session, allow, deny } = both();
  page(order(`scope="S2"`, `<button>Order</button>${read}<can-access permission="staff.people.hire" scope="S1"><button>Hire</button></can-access>`));
  provide(session);
  assert.deepEqual(focusable(), []);
  allow();
  assert.deepEqual(focusable(), ["Order", "Read"]);
  deny();
  assert.deepEqual(focusable(), []);
});

test("an element that is moved or comes back is right when it arrives, and follows nobody while it is away", () => {
  const { session, allow, deny } = both();
  page(`<main></main>${order(`scope="S2"`)}`);
  provide(session);
  allow();
  const element = document.querySelector("can-access");
  document.querySelector("main").append(element);
  assert.deepEqual(focusable(), ["Order"]);
  element.remove();
  deny();
  document.body.append(element);
  assert.equal(document.querySelector("button"), null);
});

test("another session takes over, and the old one is no longer heard", () => {
  const { session, allow } = both();
  allow();
  let heard = 0;
  const counted = { subscribe: (listener) => (heard++, [session.subscribe(listener)].map((stop) => () => (heard--, stop()))[0]), check: (...asked) => session.check(...asked) };
  page(order(`scope="S2"`) + read);
  provide(counted);
  assert.deepEqual(focusable(), ["Order", "Read"]);
  assert.equal(heard, 2);
  provide(world({ principal: "bob" }).session);
  assert.equal(heard, 0);
  assert.deepEqual(focusable(), ["Order"]);
  provide(counted);
  page("");
  assert.equal(heard, 0, "what is out of the document follows nobody");
});

test("disable: every control is off and out of the focus order, those that come later too", async () => {
  const { session, allow, deny } = both();
  const content = `<p>Text</p><button id="a">A</button><a id="b" href="/">B</a><label><input id="c"></label><div id="d" tabindex="0">D</div><button id="e" disabled>E</button>`;
  page(order(`scope="S2" mode="disable"`, content));
  provide(session);
  assert.deepEqual(focusable(), []);
  assert.equal(document.querySelector("p").closest("[inert]"), null, "text can be read");
  for (const id of ["a", "c", "e"]) assert.equal(document.getElementById(id).disabled, true, id);
  const late = Object.assign(document.createElement("button"), { id: "late" });
  document.querySelector("p").append(late);
  document.querySelector("#a").disabled = false;
  await null;
  assert.deepEqual(focusable(), []);
  allow();
  assert.deepEqual(focusable(), ["late", "a", "b", "c", "d"], "and what the app had switched off stays off");
  deny();
  assert.deepEqual(focusable(), []);
});

test("disable: a custom element with controls of its own is switched off as a whole", () => {
  const { session, allow } = both();
  const shadow = class extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: "open" }).innerHTML = "<button></button>";
    }
  };
  if (!customElements.get("own-button")) customElements.define("own-button", shadow);
  page(order(`scope="S2" mode="disable"`, "<own-button></own-button>"));
  provide(session);
  assert.equal(document.querySelector("own-button").hasAttribute("inert"), true);
  allow();
  assert.equal(document.querySelector("own-button").hasAttribute("inert"), false);
});

test("disable: a control in two gates is on when both allow it, whichever comes first", async () => {
  for (const [outer, inner] of [["S1", "S2"], ["S2", "S1"]]) {
    const { session, allow, deny } = both();
    page(order(`scope="${outer}" mode="disable"`, order(`scope="${inner}" mode="disable"`)));
    provide(session);
    assert.deepEqual(focusable(), []);
    allow();
    await settled();
    assert.deepEqual(focusable(), [], "one of them still denies");
    for (const element of document.querySelectorAll("can-access")) element.setAttribute("scope", "S2");
    await settled();
    assert.deepEqual(focusable(), ["Order"]);
    deny();
  }
});

test("explain: off as by disable, with the decision's message as a text and as the description of each control", () => {
  const { session, allow } = both();
  page(order(`scope="S2" mode="explain"`, `<button>Order</button><button title="Mine">Other</button>`));
  provide(session);
  const { message } = session.check("stock.items.order", "S2");
  assert.deepEqual(focusable(), []);
  assert.equal(document.querySelector("small").textContent, message);
  assert.deepEqual([...document.querySelectorAll("button")].map((button) => button.title), [message, "Mine"]);
  allow();
  assert.equal(document.querySelector("small"), null);
  assert.deepEqual([...document.querySelectorAll("button")].map((button) => button.title), ["", "Mine"]);
  assert.deepEqual(focusable(), ["Order", "Other"]);
});

test("a mode that changes is followed; one that nobody knows hides", () => {
  const { session } = both();
  page(order(`scope="S2" mode="disable"`));
  provide(session);
  const element = document.querySelector("can-access");
  const seen = ["explain", "hide", "disable", "constructor", "explain", ""].map((mode) => {
    element.setAttribute("mode", mode);
    return [element.querySelector("button")?.disabled, element.querySelectorAll("small").length];
  });
  assert.deepEqual(seen, [[true, 1], [undefined, 0], [true, 0], [undefined, 0], [true, 1], [undefined, 0]]);
});

for (const mode of ["hide", "disable"]) {
  test(`${mode}: when what has the focus goes, the focus goes to what is around it, and that is said politely`, async () => {
    const { session, allow, deny } = both();
    allow();
    provide(session);
    page(`<main><div role="group" id="group">${order(`scope="S2" mode="${mode}"`)}</div><button>Next</button></main>`);
    document.querySelector("button").focus();
    deny();
    // And no other control, because the next key press would act on it.
    await assertLeft("#group");
  });
}

test("focus elsewhere stays where it is", async () => {
  const { session, allow, deny } = both();
  allow();
  provide(session);
  page(`<main><button id="kept">Kept</button>${order(`scope="S2"`)}</main>`);
  document.querySelector("#kept").focus();
  deny();
  await after(150);
  assertFocused("#kept");
  assert.equal(said(), undefined);
});
