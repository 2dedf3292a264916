import assert from "node:assert/strict";
import { test } from "node:test";
import { nextTick, onUnmounted, ref } from "vue";
import { complaints, ORDER, shop } from "../shop.mjs";
import { show } from "./laws.mjs";

const inner = (app) => app.element.parentElement.innerHTML.replace(/<!--.*?-->/g, "#").replace(/ data-v-app=""/, "");

export function directiveLaws() {
  test("v-can: what is denied is out of the document, with a comment in its place, and comes back where it was", async () => {
    const { session, demoted, promoted } = shop();
    const app = show(`<p><a>1</a><button v-can="ORDER">Order</button><i>2</i></p>`, session);
    const says = async (html) => (await nextTick(), assert.equal(inner(app), html));
    await says("<p><a>1</a><button>Order</button><i>2</i></p>");
    session.update(demoted);
    await says("<p><a>1</a>#<i>2</i></p>");
    session.update(promoted);
    await says("<p><a>1</a><button>Order</button><i>2</i></p>");
  });

  test("v-can takes a permission, or a permission and a scope; anything else is denied", async () => {
    const { session } = shop();
    const said = await complaints(() => {
      const app = show(
        `<p><b v-can="ORDER">1</b><b v-can="{ permission: ORDER, scope: 'S1' }">2</b><b v-can="{ permission: ORDER, scope: 'S2' }">x</b><b v-can="{ permission: ORDER, scope: null }">x</b><b v-can>x</b><b v-can="{}">x</b><b v-can="null">x</b><b v-can="'no.such'">x</b></p>`,
        session,
      );
      assert.equal(app.text(), "12");
    });
    assert.deepEqual(said, []);
  });

  test("a value that changes is asked anew", async () => {
    const permission = ref("stock.items.order");
    const app = show(`<p><b v-can="permission">yes</b></p>`, shop().session, { scope: "S2", more: { permission } });
    assert.equal(app.text(), "");
    permission.value = "stock.items.read";
    await nextTick();
    assert.equal(app.text(), "yes");
    permission.value = "stock.items.order";
    await nextTick();
    assert.equal(app.text(), "");
  });

  test("a hidden row of a list: rows are added before it, moved and removed as if it were there", async () => {
    const rows = ref([{ id: 1 }, { id: 2, scope: "S2" }, { id: 3 }]);
    const Row = { props: ["id"], template: "<b>{{ id }}</b>" };
    // Its parent may move it without rendering it again.
    const Guarded = { props: ["id", "scope"], setup: () => ({ ORDER }), template: `<b v-can="{ permission: ORDER, scope }">{{ id }}</b>` };
    const Wrapped = { props: ["id", "scope"], components: { Guarded }, template: `<Guarded :id="id" :scope="scope" />` };
    for (const row of [
      `<b v-for="row in rows" :key="row.id" v-can="{ permission: ORDER, scope: row.scope }">{{ row.id }}</b>`,
      `<Row v-for="row in rows" :key="row.id" v-can="{ permission: ORDER, scope: row.scope }" :id="row.id" />`,
      `<Guarded v-for="row in rows" :key="row.id" :scope="row.scope ?? 'S1'" :id="row.id" />`,
      `<Wrapped v-for="row in rows" :key="row.id" :scope="row.scope ?? 'S1'" :id="row.id" />`,
    ]) {
      rows.value = [{ id: 1 }, { id: 2, scope: "S2" }, { id: 3 }];
      const app = show(`<p>${row}</p>`, shop().session, { more: { rows }, components: { Row, Guarded, Wrapped } });
      const says = async (next, text) => ((rows.value = next), await nextTick(), assert.equal(app.text(), text));
      assert.equal(app.text(), "13");
      const [one, two, three] = rows.value;
      await says([one, { id: 4 }, two, three], "143");
      await says([two, three, one], "31");
      await says([{ id: 5 }, three, two, { id: 6 }], "536");
      await says([{ ...two, scope: "S1" }, three], "23");
      await says([two], "");
      await says([], "");
      app.unmount();
    }
  });

  test("v-if beside and on it, and a dynamic class, work while it is hidden", async () => {
    const { session, promoted } = shop();
    const [on, name] = [ref(true), ref("a")];
    const app = show(`<p><i v-if="on">1</i><b v-if="on" v-can="ORDER" :class="name">{{ name }}</b><u>2</u></p>`, session, { scope: "S2", more: { on, name } });
    const says = async (html) => (await nextTick(), assert.equal(inner(app), html));
    await says("<p><i>1</i>#<u>2</u></p>");
    name.value = "b";
    await says("<p><i>1</i>#<u>2</u></p>");
    on.value = false;
    await says("<p>##<u>2</u></p>");
    on.value = true;
    await says("<p><i>1</i>#<u>2</u></p>");
    session.update(promoted);
    await says('<p><i>1</i><b class="b">b</b><u>2</u></p>');
  });

  test("components inside what was hidden are unmounted with it", async () => {
    let gone = 0;
    const on = ref(true);
    const Inner = { template: "inner", setup: () => onUnmounted(() => gone++) };
    show(`<p v-if="on"><b v-can="ORDER"><Inner /></b></p>`, shop().session, { scope: "S2", more: { on }, components: { Inner } });
    on.value = false;
    await nextTick();
    assert.equal(gone, 1);
  });

  test("v-can.disable disables a control, makes anything else inert, and leaves the app's own `disabled` alone", async () => {
    const { session, demoted, promoted } = shop();
    const busy = ref(false);
    const app = show(`<p><button v-can.disable="ORDER" :disabled="busy">Order</button><a v-can.disable="ORDER" href="/x">x</a><button v-can.disable="ORDER" disabled>y</button></p>`, session, { more: { busy } });
    const [button, always] = app.findAll("button").map(({ element }) => element);
    const link = app.find("a").element;
    const says = async (...expected) => (await nextTick(), assert.deepEqual([button.disabled, link.inert === true, always.disabled], expected));
    await says(false, false, true);
    busy.value = true;
    await says(true, false, true);
    session.update(demoted);
    await says(true, true, true);
    busy.value = false;
    await says(true, true, true);
    session.update(promoted);
    await says(false, false, true);
  });

  test("v-can.explain disables and says why in the title", async () => {
    const { session, promoted } = shop();
    const app = show(`<p><button v-can.explain="ORDER">Order</button></p>`, session, { scope: "S2" });
    const { element } = app.find("button");
    assert.deepEqual([element.disabled, element.title], [true, session.check("stock.items.order", "S2").message]);
    session.update(promoted);
    await nextTick();
    assert.deepEqual([element.disabled, element.title], [false, ""]);
  });
}
