// The access view by itself: on a phone, by the keyboard, from a link with nonsense in it, with every form.
import assert from "node:assert/strict";
import { test } from "node:test";
import { storyteller, WIDTHS } from "./demo.mjs";

const { story, demo } = storyteller();

const TOMAS = "#/twilio/USb583cf55c85f3d182f89a5eb2ca894bd/OR9bff5802a10431970767dad28811a4df";
const LUCIA = "#/studio/lucia.ferrer/ac-lakeside-clinic";
const FEMI = "#/voiceflow/femi.adeyemi/ws-customer-care";

const staff = (v) => v.changeSet.getByRole("radio", { name: /Full authority/ }).check();

story("on a phone the change set stands above the list, a step away from each row", TOMAS, async (v) => {
  await v.access();
  await v.row("Sofia Marchetti", "Developer").getByRole("button", { name: /^Remove/ }).click();
  await v.main.getByRole("button", { name: /^Change set: 1 change/ }).click();
  await v.focuses("Change set");
  await v.save();
  await v.counts(v.row("Sofia Marchetti", "Developer"), 0);
}, { width: WIDTHS.phone });

story("on a phone it is said who acts, and the others are a step away", TOMAS, async (v) => {
  await v.access();
  await v.changeSet.getByText("Acting as Tomás Arrieta").click();
  await staff(v);
  await v.reads(v.changeSet, "Acting as Full authority");
  await v.row("Sofia Marchetti", "Developer").getByRole("button", { name: /^Remove/ }).click();
  await v.reads(v.changeSet, "It would be taken with full authority");
}, { width: WIDTHS.phone });

story("on a phone it is said at once when a change may stand in the set but not be saved", TOMAS, async (v) => {
  await v.access();
  await v.row("Ingrid Solheim", "Owner").getByRole("button", { name: /^Remove/ }).click();
  const said = v.page.getByRole("status").last();
  await v.reads(said, "In the change set, but it cannot be saved so: Tomás Arrieta may not make this change.");
  await v.counts(said.locator(".toast-refused"), 1);
  await v.main.getByRole("button", { name: "Change set: 1 change, would be refused" }).click();
  await v.reads(v.changeSet, "It would be refused: Tomás Arrieta may not make this change.");
}, { width: WIDTHS.phone });

story("the keyboard alone assigns, saves and takes back", FEMI, async (v) => {
  const { page } = v;
  const press = async (target, key) => {
    await target.focus();
    await page.keyboard.press(key);
  };
  await press(page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Access", exact: true }), "Enter");
  await v.main.getByRole("heading", { level: 1, name: "Access" }).waitFor();
  await v.focuses("Access");
  await press(v.main.getByRole("link", { name: "Assign roles at Customer Care" }), "Enter");
  await v.form.waitFor();
  await v.focuses("Add a change", "a form takes the focus");
  await press(v.form.getByLabel("Rafael Duarte", { exact: true }), "Space");
  await press(v.form.getByLabel("Viewer", { exact: true }), "Space");
  await v.reads(v.form, "It would be taken");
  await press(v.form.getByRole("button", { name: "Add to the change set" }), "Enter");
  await v.reads(v.changeSet, "Give Rafael Duarte the role Viewer at Customer Care");
  await v.focuses("Change set", "what was added is looked at next");
  // Arrow keys move between the radio buttons, as everywhere.
  await press(v.changeSet.getByRole("radio", { name: /Femi Adeyemi/ }), "ArrowDown");
  await v.reads(v.changeSet, "It would be taken with full authority");
  await press(v.changeSet.getByRole("button", { name: "Save", exact: true }), "Enter");
  await v.row("Rafael Duarte", "Viewer").nth(1).waitFor();
  await v.focuses("Change set", "the button that saved is gone");
  await press(v.changeSet.getByRole("button", { name: "Undo the last" }), "Enter");
  await v.row("Rafael Duarte", "Viewer").nth(1).waitFor({ state: "detached" });
  await v.focuses("Change set");
});

test("a link with nonsense in it shows what there is, and breaks nothing", async () => {
  const base = "#/voiceflow/femi.adeyemi/ws-customer-care/~access";
  const drafts = ["nonsense", "5", "[5]", "{}", '[{}]', '[{"type":"x"}]', '[{"type":"assign"}]', '[{"type":"narrow","permissions":5}]', '[{"type":"create-scope"}]',
    '[{"type":"define-role"}]', '[{"type":"add-principal"}]', '[{"type":"unassign","id":"nobody"}]', '[{"type":"assign","principal":{},"role":[],"scope":null,"startsAt":{}}]'];
  const forms = ["nonsense", "5", "{}", '{"type":"x"}', ...["assign", "unassign", "transfer", "narrow", "widen", "clear-override", "create-scope", "set-attribute", "move-scope",
    "remove-scope", "add-principal", "set-active", "remove-principal", "update-role", "define-role"].map((type) => JSON.stringify({ type, principal: 5, role: {}, scope: "nowhere", resource: 1, from: null, parent: [] }))];
  const hashes = [
    ...drafts.map((draft) => `${base}?draft=${encodeURIComponent(draft)}`),
    ...forms.map((form) => `${base}?form=${encodeURIComponent(form)}`),
    `${base}/nowhere`, `${base}/roles?a=x&b=y&want=z+z&at=q`, `${base}?q=%00&as=nobody`,
    `#/voiceflow/nobody/nowhere/~access?form=${encodeURIComponent('{"type":"assign","principal":["noor.elamin"],"scope":["ws-sales"]}')}`,
  ];
  const visitor = await demo().visit(base);
  for (const hash of hashes) {
    await visitor.goes(hash);
    assert.equal(await visitor.heading(), "Access", hash);
    assert.deepEqual(visitor.trouble, [], hash);
  }
  // And once as a page load.
  await visitor.page.reload();
  assert.equal(await visitor.heading(), "Access");
  await visitor.close();
});

story("who is removed while signed in is nobody from then on, and taking it back restores all", FEMI, async (v) => {
  assert.ok((await v.pages()).includes("Members"));
  await v.access("People");
  await staff(v);
  await v.row("Femi Adeyemi").getByRole("button", { name: /^Deactivate/ }).click();
  await v.save();
  assert.deepEqual(await v.pages(), []);
  await v.row("Femi Adeyemi").getByRole("button", { name: /^Remove/ }).click();
  await v.save();
  await v.counts(v.row("Femi Adeyemi"), 0);
  await v.navigation.getByRole("link", { name: "Overview" }).click();
  await v.reads(v.main, "unknown-principal");
  await v.access();
  await v.undo();
  await v.undo();
  assert.ok((await v.pages()).includes("Members"));
});

story("a scope that is chosen beside the list is gone to, and its heading stands below the bars", TOMAS, async (v) => {
  await v.access();
  await v.scope("Parcel");
  const heading = v.main.getByRole("heading", { level: 2, name: /^Parcel account/ });
  const bars = await v.page.getByRole("navigation", { name: "Sections" }).boundingBox();
  const below = async () => (await heading.boundingBox()).y - bars.y - bars.height;
  await v.page.waitForFunction(() => scrollY > 0);
  assert.ok((await below()) >= 0 && (await below()) < 100, String(await below()));
});

story("an id is suggested as one would type it, and no longer than an id may be", `${FEMI}/~access/scopes?form=${encodeURIComponent('{"type":"create-scope","parent":"ws-sales"}')}`, async (v) => {
  const name = v.form.getByLabel("Name", { exact: true });
  await name.fill("Müller & Söhne");
  await v.form.getByLabel("Id (project-muller-sohne)").waitFor();
  await name.fill("a".repeat(200));
  await v.form.getByLabel(`Id (project-${"a".repeat(120)})`).waitFor();
  await v.lacks(v.form, "invalid-id");
});

test("every type of change has a form, for every vendor", async () => {
  for (const start of [TOMAS, LUCIA, FEMI]) {
    const visitor = await demo().visit(`${start}/~access?form=${encodeURIComponent('{"type":"assign"}')}`);
    const kinds = visitor.form.getByLabel("What to change");
    const types = await kinds.locator("option").evaluateAll((options) => options.map((option) => option.value));
    assert.equal(types.length, 15);
    for (const type of types) {
      await kinds.selectOption(type);
      await visitor.page.waitForURL(new RegExp(encodeURIComponent(`"${type}"`)));
      assert.equal(await kinds.inputValue(), type);
      await visitor.form.getByRole("status").or(visitor.form.getByText(/No scope of this tenant/)).first().waitFor();
    }
    await visitor.close();
  }
});
