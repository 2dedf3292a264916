import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { enableAutoUnmount, mount } from "@vue/test-utils";
import { nextTick, reactive, ref, shallowRef } from "vue";
import { Can, createRolescope, provideScope, rolescope, useCan, useDecision, usePages, useSession, vCan } from "rolescope/vue";
import { HOUR, T0 } from "../../facade/world.mjs";
import { assertFocused, assertLeft, said } from "../focus.mjs";
import { after, complaints, eventually, ORDER, READ, shop } from "../shop.mjs";

/** Mounts a template in a scope, with the plugin. `more` is what its setup gives besides. */
export function show(template, session, { scope = "S1", more = {}, components = {} } = {}) {
  const setup = () => (provideScope(scope), { can: useCan(ORDER), decision: useDecision(ORDER), pages: usePages(), ORDER, ...more });
  return mount({ template, setup, components: { Can, ...components } }, { attachTo: document.body, global: { plugins: [[rolescope, { session }]] } });
}

const ORDERING = `<Can :permission="ORDER"><button>Order</button><template #fallback="{ decision }"><i>{{ decision.reason }}</i></template></Can>`;

export function laws() {
  enableAutoUnmount(afterEach);
  afterEach(() => document.body.replaceChildren());

  test("what is allowed is shown, what is denied is not in the document, and the fallback stands in its place", () => {
    const app = show(`${ORDERING}<Can :permission="ORDER" scope="S2">secret</Can>`, shop().session);
    assert.equal(app.text(), "Order");
    assert.equal(app.find("i").exists(), false);
    assert.equal(show(ORDERING, shop().session, { scope: "S2" }).html(), "<i>no-grant</i>");
  });

  test("the nearest scope counts, the component's own first; one that is named before it; and null is no scope", () => {
    const Answers = { template: "{{ all }}", setup: () => ({ all: [useCan(ORDER), useCan(ORDER, "S2"), useCan(ORDER, null), useCan(ORDER, undefined)].map((can) => can.value).join(" ") }) };
    const Null = { template: "<Answers />", components: { Answers }, setup: () => provideScope(null) };
    const app = show("{{ can }} |<Answers />|<Null />", shop().session, { components: { Answers, Null } });
    assert.equal(app.text(), "true |true false false true|false false false false");
  });

  test("without the plugin, and without a session, everything is denied and nothing is thrown", async () => {
    const Everything = {
      template: "{{ all }}<Can permission='stock.items.read' scope='S1'>secret</Can>",
      components: { Can },
      setup: () => ({ all: JSON.stringify([useSession().value, useCan(READ, "S1").value, useDecision(READ, "S1").value.reason, usePages("S1").value]) }),
    };
    const said = await complaints(() => {
      for (const plugins of [[], [[rolescope, { session: null }]], [[rolescope, { session: ref(undefined) }]]]) {
        assert.equal(mount(Everything, { global: { plugins } }).text(), '[null,false,"unknown-principal",[]]');
      }
    });
    assert.deepEqual(said, []);
  });

  test("an update, an end by the clock, another session and another scope are shown", async () => {
    const { session, clock, demoted, promoted, load, snapshot } = shop();
    const [current, scope] = [ref(session), ref("S1")];
    const app = show(`{{ can }} {{ decision.allowed }} {{ pages.find((page) => page.id === "staff")?.state }}<Can :permission="ORDER">yes<template #fallback>no</template></Can>`, current, { scope });
    const says = async (text) => (await nextTick(), assert.equal(app.text(), text));
    await says("true true visibleyes");
    session.update(demoted);
    await says("false false disabledno");
    session.update(promoted);
    await says("true true visibleyes");
    clock.time = T0 + 2 * HOUR;
    // Any question finds that time has gone on, and the session tells it.
    session.can(READ, "S1");
    await after(0);
    await says("false false disabledno");
    clock.time = T0 + HOUR;
    // A deep ref gives a reactive copy of the session, which could not be asked.
    current.value = load(snapshot);
    await says("true true visibleyes");
    scope.value = "S2";
    await says("false false disabledno");
    current.value = null;
    await says("false falseno");
  });

  test("an app that is gone does not listen to the session any more", () => {
    const { session } = shop();
    let listening = 0;
    const watched = Object.create(session, {
      subscribe: { value: (listener) => (listening++, () => listening--) },
      can: { value: () => false },
      check: { value: (...asked) => session.check(...asked) },
      pages: { value: () => [] },
    });
    const app = show(ORDERING, watched);
    assert.equal(listening, 1);
    app.unmount();
    assert.equal(listening, 0);
  });

  test("passThrough gives the decision, so that the app disables and explains", () => {
    const app = show(`<Can :permission="ORDER" scope="S2" pass-through v-slot="{ allowed, decision }"><button :disabled="!allowed" :title="decision.message">Order</button></Can>`, shop().session);
    assert.equal(app.find("button").element.disabled, true);
    assert.equal(app.find("button").element.title, shop().session.check(ORDER, "S2").message);
  });

  const WAYS = {
    Can: ORDERING,
    "v-if on useCan": `<button v-if="can">Order</button>`,
    "v-can": `<button v-can="ORDER">Order</button>`,
    "v-can.disable": `<button v-can.disable="ORDER">Order</button>`,
  };
  for (const [way, template] of Object.entries(WAYS)) {
    test(`${way}: when what has the focus goes, the nearest container gets it and a polite live region says so`, async () => {
      const { session, demoted } = shop();
      const app = show(`<main><section tabindex="-1"><p>${template}</p></section></main>`, session);
      app.find("button").element.focus();
      session.update(demoted);
      await assertLeft("section");
    });

    test(`${way}: so it is when the scope changes, or the session; without a container main gets it`, async () => {
      for (const change of ["scope", "session"]) {
        const { session } = shop();
        const [current, scope] = [shallowRef(session), ref("S1")];
        const app = show(`<main>${template}</main>`, current, { scope });
        app.find("button").element.focus();
        assertFocused("button");
        if (change === "scope") scope.value = "S2";
        else current.value = null;
        await eventually(() => assertFocused("main[tabindex='-1']"));
        app.unmount();
      }
    });
  }

  test("the focus stays where it is when it was elsewhere, and when the app takes the whole away itself", async () => {
    const { session, demoted } = shop();
    const on = ref(true);
    const app = show(`<main><button id="other">Other</button>${ORDERING}<Can v-if="on" permission="stock.items.read"><b tabindex="0">Items</b></Can></main>`, session, { more: { on } });
    app.find("#other").element.focus();
    session.update(demoted);
    await after(20);
    assertFocused("#other");
    app.find("b").element.focus();
    on.value = false;
    await after(150);
    assertFocused("body");
    assert.equal(said(), undefined);
  });

  test("a session in Vue's own state stays itself, and can be asked there", () => {
    const { session } = shop();
    assert.equal(reactive({ session }).session, session);
    assert.equal(ref(session).value.can(ORDER, "S1"), true);
  });

  test("who names no permission is denied, also where one has the name of the scope", () => {
    const { session } = shop();
    // What would come of it if the scope were taken for the permission.
    const check = (permission, scope) => ({ ...session.check(permission, scope), allowed: permission === "S1" && scope === "S1" });
    const odd = Object.create(session, { check: { value: check }, can: { value: (...asked) => check(...asked).allowed }, pages: { value: () => [] }, subscribe: { value: () => () => {} } });
    const none = { one: useCan, two: useDecision };
    const setup = () => ({ all: Object.values(none).flatMap((use) => [undefined, null, "", () => undefined, ref(null)].map((permission) => use(permission).value)).map((it) => it.allowed ?? it) });
    const Asks = { template: `{{ all.some(Boolean) }}<Can>x</Can><b v-can>x</b><b v-can="''">x</b>`, setup, components: { Can } };
    assert.equal(show("<Asks />", odd, { components: { Asks } }).text(), "false");
  });

  test("createRolescope gives the same", () => {
    assert.deepEqual(createRolescope(), { rolescope, Can, vCan, useSession, useCan, useDecision, usePages, provideScope });
  });
}
