import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { act, cleanup, fireEvent, render } from "@testing-library/react";
import { createElement as h, createRef, StrictMode, useEffect, useState, version } from "react";
import { Can, createRolescope, RolescopeProvider, ScopeProvider, useCan, useDecision, usePages, useSession } from "rolescope/react";
import { HOUR, T0 } from "../../facade/world.mjs";
import { assertFocused, assertLeft, said } from "../focus.mjs";
import { after, complaints, ORDER, READ, shop } from "../shop.mjs";

const text = () => document.body.textContent;
const inS1 = (session, ...children) => h(RolescopeProvider, { session }, h(ScopeProvider, { scope: "S1" }, ...children));
const order = h(Can, { permission: ORDER, fallback: "no" }, h("button", null, "Order"));

export function laws(major) {
  afterEach(() => {
    cleanup();
    document.body.replaceChildren();
  });

  test(`this is React ${major}`, () => assert.ok(version.startsWith(major), version));

  test("what is allowed is shown, what is denied is not in the document, and the fallback stands in its place", () => {
    const { session } = shop();
    render(inS1(session, order, h(Can, { permission: ORDER, scope: "S2", fallback: "not here" }, h("button", null, "Order in S2"))));
    assert.equal(text(), "Ordernot here");
    assert.equal(document.querySelectorAll("button").length, 1);
  });

  test("the nearest scope counts, one that is named before it, and null is no scope and not the nearest", () => {
    const { session } = shop();
    const Answers = () => [useCan(ORDER), useCan(ORDER, "S2"), useCan(ORDER, null), useCan(ORDER, undefined)].join(" ");
    render(inS1(session, h(Answers), " | ", h(ScopeProvider, { scope: "S2" }, h(Answers)), " | ", h(ScopeProvider, { scope: null }, h(Answers))));
    assert.equal(text(), "true false false true | false false false false | false false false false");
  });

  test("without a provider, and without a session, everything is denied and nothing is thrown", async () => {
    const Everything = () => {
      const decision = useDecision(READ, "S1");
      return JSON.stringify([useSession(), useCan(READ, "S1"), decision.allowed, decision.reason, decision.message, usePages("S1")]);
    };
    const denied = '[null,false,false,"unknown-principal","not signed in",[]]no';
    const said = await complaints(() => {
      for (const tree of [
        [h(Everything), order],
        h(RolescopeProvider, { session: null }, h(Everything), order),
        h(RolescopeProvider, {}, h(Everything), order),
      ]) {
        const { unmount } = render(h("div", null, ...[tree].flat()));
        assert.equal(text(), denied);
        unmount();
      }
    });
    assert.deepEqual(said, []);
  });

  test("unknown names and a clock that fails are denied, without end or complaint", async () => {
    for (const time of [T0 + HOUR, NaN]) {
      const { session, clock } = shop();
      clock.time = time;
      const Odd = () => [useCan("no.such", "S1"), useDecision("no.such", "S1").allowed, useDecision(ORDER, "S9").allowed, useDecision(ORDER).allowed, usePages("S9").length].join(" ");
      let unmount;
      const said = await complaints(() => ({ unmount } = render(h(StrictMode, null, h(RolescopeProvider, { session }, h(Odd))))));
      assert.equal(text(), "false false false false 0");
      assert.deepEqual(said, []);
      unmount();
    }
  });

  test("an update, an end by the clock, another session and another scope are shown at once", async () => {
    const { session, clock, demoted, promoted, load, snapshot } = shop();
    const Page = () => [useCan(ORDER), useDecision(ORDER).reason, usePages().find((page) => page.id === "staff")?.state].join(" ");
    const tree = (of, scope) => h(RolescopeProvider, { session: of }, h(ScopeProvider, { scope }, h(Page), " ", h(Can, { permission: ORDER, fallback: "no" }, "yes")));
    const { rerender } = render(tree(session, "S1"));
    assert.equal(text(), "true granted visible yes");
    act(() => session.update(demoted));
    assert.match(text(), /^false .* disabled no$/);
    act(() => session.update(promoted));
    assert.equal(text(), "true granted visible yes");
    clock.time = T0 + 2 * HOUR;
    // Any question finds that time has gone on, and the session tells it.
    await act(async () => void session.can(READ, "S1"));
    assert.match(text(), /^false .* disabled no$/);
    clock.time = T0 + HOUR;
    rerender(tree(load(snapshot), "S1"));
    assert.equal(text(), "true granted visible yes");
    rerender(tree(load(snapshot), "S2"));
    assert.match(text(), /^false .* disabled no$/);
    rerender(tree(null, "S1"));
    assert.equal(text(), "false unknown-principal  no");
  });

  test("a session that has been left is not listened to any more", () => {
    const { session } = shop();
    let listening = 0;
    const watched = Object.create(session, {
      subscribe: { value: (listener) => (listening++, session.subscribe(listener), () => listening--) },
      check: { value: (...args) => session.check(...args) },
    });
    const { rerender, unmount } = render(inS1(watched, order));
    assert.equal(listening, 1);
    rerender(inS1(session, order));
    assert.equal(listening, 0);
    unmount();
  });

  test("an event that changes no answer renders nothing again", () => {
    const { session, catalog, snapshot } = shop();
    let renderings = 0;
    const Page = () => (renderings++, useDecision(ORDER).reason + usePages().length + useDecision("no.such").reason);
    render(inS1(session, h(Page)));
    const before = renderings;
    act(() => session.update(snapshot));
    assert.equal(renderings, before);
    assert.ok(catalog);
  });

  test("a function among the children is called when it is allowed; with passThrough always, with the decision", () => {
    const { session } = shop();
    const calls = [];
    const tell = (allowed, decision) => (calls.push([allowed, decision.reason]), h("button", { disabled: !allowed, title: decision.message }, "Order"));
    render(inS1(session, h(Can, { permission: ORDER }, tell), h(Can, { permission: ORDER, scope: "S2" }, tell)));
    assert.ok(calls.length > 0 && calls.every(([allowed, reason]) => allowed === true && reason === "granted"));
    cleanup();
    render(inS1(session, h(Can, { permission: ORDER, scope: "S2", passThrough: true }, tell)));
    const button = document.querySelector("button");
    assert.equal(button.disabled, true);
    assert.equal(button.title, session.check(ORDER, "S2").message);
    cleanup();
    render(inS1(session, h(Can, { permission: ORDER, scope: "S2", fallback: (allowed, { message }) => `${allowed}: ${message}` }, "Order")));
    assert.equal(text(), `false: ${session.check(ORDER, "S2").message}`);
  });

  test("passThrough shows no plain children that are denied", () => {
    render(inS1(shop().session, h(Can, { permission: ORDER, scope: "S2", passThrough: true, fallback: "no" }, "secret")));
    assert.equal(text(), "no");
  });

  test("the fallback gets neither the element nor the state of what was denied", () => {
    const { session, demoted } = shop();
    const Field = ({ name }) => h("input", { "aria-label": name, value: useState(name)[0], readOnly: true });
    render(inS1(session, h(Can, { permission: ORDER, fallback: h(Field, { name: "fallback" }) }, h(Field, { name: "secret" }))));
    const before = document.querySelector("input");
    act(() => session.update(demoted));
    const input = document.querySelector("input");
    assert.notEqual(input, before);
    assert.equal(input.value, "fallback");
  });

  test("when the content that has the focus goes, the nearest container gets it and a polite live region says so", async () => {
    const { session, demoted } = shop();
    render(inS1(session, h("main", null, h("section", { tabIndex: -1 }, h("p", null, order)), h("button", { id: "other" }, "Other"))));
    document.querySelector("button").focus();
    act(() => session.update(demoted));
    await assertLeft("section");
  });

  test("without such a container the focus goes to main, which becomes focusable but no stop of Tab", async () => {
    const { session } = shop();
    const tree = (scope) => h(RolescopeProvider, { session }, h(ScopeProvider, { scope }, h("main", null, order)));
    const { rerender } = render(tree("S1"));
    document.querySelector("button").focus();
    rerender(tree("S2"));
    await after(10);
    assertFocused("main");
    assert.equal(document.activeElement.getAttribute("tabindex"), "-1");
  });

  test("the page may say it in its own words; without any container the body gets the focus", async () => {
    const { session, demoted } = shop();
    document.body.dataset.rolescopeGone = "Nicht mehr da.";
    render(inS1(session, order));
    document.querySelector("button").focus();
    act(() => session.update(demoted));
    await assertLeft("body", "Nicht mehr da.");
    delete document.body.dataset.rolescopeGone;
  });

  test("a button that passThrough disables does not keep the focus", async () => {
    const { session, demoted } = shop();
    render(inS1(session, h("main", null, h(Can, { permission: ORDER, passThrough: true }, (allowed) => h("button", { disabled: !allowed }, "Order")))));
    document.querySelector("button").focus();
    act(() => session.update(demoted));
    await after(10);
    assertFocused("main");
  });

  test("the focus stays where it is when it was elsewhere, and when the app moves it or takes the whole away itself", async () => {
    const { session, demoted } = shop();
    const { unmount } = render(inS1(session, h("main", null, order, h("button", { id: "other" }, "Other"))));
    document.querySelector("#other").focus();
    act(() => session.update(demoted));
    await after(10);
    assertFocused("#other");
    unmount();

    const next = shop();
    const Tree = ({ on }) => inS1(next.session, h("main", null, on && order));
    const { rerender } = render(h(Tree, { on: true }));
    document.querySelector("button").focus();
    rerender(h(Tree, { on: false }));
    await after(150);
    assertFocused("body");
    assert.equal(said(), undefined);
  });

  test("where the app moves the focus by itself it stays", async () => {
    const { session, demoted } = shop();
    const other = createRef();
    const Mover = () => {
      const can = useCan(ORDER);
      useEffect(() => void (can || other.current.focus()), [can]);
    };
    render(inS1(session, h("main", null, order, h("button", { id: "other", ref: other }, "Other")), h(() => (Mover(), null))));
    document.querySelector("button").focus();
    act(() => session.update(demoted));
    await after(10);
    assertFocused("#other");
  });

  test("what the app takes out of a fallback is no loss of a permission", async () => {
    const { session } = shop();
    const tree = (fallback) => inS1(session, h("main", null, h(Can, { permission: ORDER, scope: "S2", fallback }, "Order")));
    const { rerender } = render(tree(h("button", null, "Ask for it")));
    document.querySelector("button").focus();
    rerender(tree("Asked"));
    await after(10);
    assertFocused("body");
    assert.equal(said(), undefined);
  });

  test("a click on what a render-prop gives reaches the app: the content is the app's own", () => {
    const { session } = shop();
    let clicks = 0;
    render(inS1(session, h(Can, { permission: ORDER }, h("button", { onClick: () => clicks++ }, "Order"))));
    fireEvent.click(document.querySelector("button"));
    assert.equal(clicks, 1);
  });

  test("createRolescope gives the same functions", () => {
    const typed = createRolescope();
    assert.deepEqual(Object.entries(typed), Object.entries({ RolescopeProvider, ScopeProvider, Can, useSession, useCan, useDecision, usePages }));
  });
}
