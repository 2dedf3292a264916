// Administration in the demo: a change set is put together, judged, saved and taken back, and the console follows.
import assert from "node:assert/strict";
import { storyteller } from "./demo.mjs";

const { story } = storyteller();

const TOMAS = "#/twilio/USb583cf55c85f3d182f89a5eb2ca894bd/OR9bff5802a10431970767dad28811a4df";
const PRIYA = "#/twilio/US635c5048f58367fcfc90f12d0d0b91fa/ACc444f1aa1b3c17e1dae7732f9750337d";
const LUCIA = "#/studio/lucia.ferrer/ac-lakeside-clinic";
const ADAEZE = "#/studio/adaeze.obi/sys-voicebridge";
const FEMI = "#/voiceflow/femi.adeyemi/ws-customer-care";

/** Chooses in one of a form's lists, by its legend. */
const choose = (v, list, option) => v.form.getByRole("group", { name: list, exact: true }).last().getByLabel(option, { exact: true }).check();
const staff = (v) => v.changeSet.getByRole("radio", { name: /Full authority/ }).check();

story("Twilio: role assignments are found as one types, by name, email, role and scope", TOMAS, async (v) => {
  await v.access();
  const search = v.main.getByLabel(/^Search by name/);
  const all = await v.row().count();
  await search.fill("marek.dvorak@");
  await v.reads(v.main, /^3 role assignments, 0 overrides for/);
  assert.equal(await v.row().count(), 3);
  await v.page.waitForURL(/q=marek/);
  await v.page.reload();
  await v.reads(v.main, /^3 role assignments/);
  await search.fill("innovation lab");
  await v.reads(v.main, /^27 role assignments/);
  await search.fill("RCS senders");
  await v.reads(v.main, /^2 role assignments/);
  await search.fill("");
  await v.reads(v.main, new RegExp(`^${all} role assignments`));
});

story("Twilio: an organization admin assigns a role, looks at what it does, saves it and takes it back", TOMAS, async (v) => {
  await v.access();
  await v.main.getByRole("link", { name: "Assign roles at Parcel" }).click();
  await v.reads(v.form, "Choose a person, a role.");
  await choose(v, "People", "Kwame Mensah");
  await choose(v, "Roles", "Studio Admin");
  await v.reads(v.form, "It would be taken");
  await v.form.getByRole("button", { name: "Add to the change set" }).click();
  await v.reads(v.changeSet, "Give Kwame Mensah the role Studio Admin at Parcel");
  await v.reads(v.changeSet, /Access changes at 2 places/);
  const gains = v.changeSet.getByRole("listitem").filter({ hasText: "Kwame Mensah at Parcel Staging" });
  await v.reads(gains, /gains 12/);
  await gains.locator("summary").click();
  await v.reads(gains, /studio\.flows\.create/);
  assert.equal(await v.row("Kwame Mensah", "Studio Admin").count(), 0, "nothing is saved yet");
  await v.save();
  await v.row("Kwame Mensah", "Studio Admin").waitFor();
  await v.reads(v.changeSet, "by Tomás Arrieta");
  const saved = v.page.url();

  await v.signInAs("Kwame Mensah");
  await v.scope("Parcel");
  assert.ok((await v.pages()).includes("Flows"), "the session follows");
  await v.undo();
  await v.navigation.getByRole("link", { name: "Flows" }).waitFor({ state: "detached" });
  await v.page.goto(saved);
  await v.row("Kwame Mensah", "Studio Admin").waitFor();
});

story("Twilio: a role that cannot be given is shown with the reason", TOMAS, async (v) => {
  await v.access("People");
  await v.main.getByRole("link", { name: "Assign roles to Beatriz Fontes" }).click();
  await v.form.getByLabel("Kind of scope").selectOption({ label: "Account" });
  await choose(v, "Scopes", "Innovation Lab");
  const roles = v.form.getByRole("group", { name: "Roles", exact: true }).last();
  const role = (name) => roles.locator(".choice").filter({ has: v.page.getByLabel(name, { exact: true }) });
  await v.reads(role("Event Streams Admin"), "limit-exceeded");
  assert.ok(await role("Event Streams Admin").getByRole("checkbox").isDisabled());
  await v.reads(role("Owner"), "holder-exists");
  await v.reads(role("Studio Admin"), "duplicate-assignment");
  assert.ok(await role("Developer").getByRole("checkbox").isEnabled());
  // Room is made in the same change set, so the refusal of today is no longer the last word.
  await v.page.getByRole("navigation", { name: "Access" }).getByRole("link", { name: "Assignments" }).click();
  await v.row("Beatriz Fontes", "Studio Viewer").getByRole("button", { name: /^Remove/ }).click();
  await v.main.getByRole("link", { name: "Assign roles at Innovation Lab" }).click();
  await choose(v, "People", "Beatriz Fontes");
  await choose(v, "Roles", "Event Streams Admin");
  await v.form.getByRole("button", { name: "Add to the change set" }).click();
  await v.reads(v.changeSet, "It would be taken");
  await v.changeSet.getByRole("button", { name: "Leave out change 1" }).click();
  await v.reads(v.changeSet, "limit-exceeded");
  await v.reads(v.changeSet, "It would be refused");
});

story("Twilio: the Owner is not taken away, and the reasons stand beside the change", TOMAS, async (v) => {
  await v.access();
  await v.row("Amara Okafor", "Owner").getByRole("button", { name: /^Remove/ }).click();
  await v.row("Sofia Marchetti", "Developer").getByRole("button", { name: /^Remove/ }).click();
  const changes = v.changeSet.locator(".change");
  await v.reads(changes.nth(0), "role-protected");
  await v.reads(changes.nth(0), /Tomás Arrieta needs the permission/);
  await v.lacks(changes.nth(1), /not-permitted|role-protected/);
  await v.reads(v.changeSet, "holder-required");
  const save = v.changeSet.getByRole("button", { name: "Save", exact: true });
  assert.equal(await save.getAttribute("aria-disabled"), "true");
  await save.click({ force: true });
  assert.equal(await v.row("Sofia Marchetti", "Developer").count(), 1, "refused as a whole");
  // Even the vendor's own staff cannot leave an account without an Owner.
  await staff(v);
  await v.reads(v.changeSet, "holder-required");
  await v.lacks(v.changeSet, "not-permitted");
  await changes.nth(0).getByRole("button", { name: /Leave out/ }).click();
  await v.save();
  await v.counts(v.row("Sofia Marchetti", "Developer"), 0);
  await v.reads(v.changeSet, "with full authority");
});

story("Twilio: ownership is transferred, and the console of both follows", PRIYA, async (v) => {
  assert.ok((await v.pages()).includes("Close account"));
  await v.access();
  await v.main.getByRole("link", { name: /^Transfer Owner of Priya Nandakumar at Ferries Booking/ }).click();
  await choose(v, "To", "Lena Fischer");
  await v.form.getByRole("button", { name: "Add to the change set" }).click();
  await v.reads(v.changeSet, "Transfer Owner of Ferries Booking to Lena Fischer");
  await v.reads(v.changeSet.getByRole("listitem").filter({ hasText: "Priya Nandakumar at Ferries Booking" }), /loses 172/);
  await v.save();
  assert.ok(!(await v.pages()).includes("Close account"));
  await v.signInAs("Lena Fischer");
  assert.ok((await v.pages()).includes("Close account"));
});

story("Twilio: a role for a resource asks for it, and an end is kept", TOMAS, async (v) => {
  await v.access();
  await v.main.getByRole("link", { name: "Assign roles at Harbourline Group" }).click();
  await choose(v, "People", "Oskar Nowak");
  await choose(v, "Roles", "Billing Group Viewer");
  await v.reads(v.form, "resource-required");
  await v.form.getByLabel("For which resource").selectOption({ label: "Service billing" });
  await v.form.getByLabel("Ends (UTC)").fill("2040-12-31T22:00");
  await v.form.getByRole("button", { name: "Add to the change set" }).click();
  await v.save();
  const row = v.row("Oskar Nowak", "Billing Group Viewer");
  await v.reads(row, "for Service billing");
  await v.reads(row, "until 31 Dec 2040");
});

story("Twilio: a role assignment is edited: another role in the place of the first, in one step", TOMAS, async (v) => {
  await v.access();
  await v.row("Sofia Marchetti", "Developer").getByRole("link", { name: /^Edit/ }).click();
  await v.reads(v.form, /In the place of Developer of Sofia Marchetti at Parcel/);
  const roles = v.form.getByRole("group", { name: "Roles", exact: true }).last();
  await roles.getByLabel("Developer", { exact: true }).uncheck();
  await roles.getByLabel("Support", { exact: true }).check();
  await v.form.getByRole("button", { name: /^Add to the change set/ }).click();
  await v.reads(v.changeSet, /Take the role Developer at Parcel from Sofia Marchetti/);
  await v.reads(v.changeSet, /Give Sofia Marchetti the role Support at Parcel/);
  await v.save();
  await v.counts(v.row("Sofia Marchetti", "Developer"), 0);
  await v.counts(v.row("Sofia Marchetti", "Support"), 1);
});

story("Twilio: what the engine finds stands beside the field that causes it", TOMAS, async (v) => {
  await v.access();
  await v.main.getByRole("link", { name: "Assign roles at Parcel" }).click();
  await choose(v, "People", "Kwame Mensah");
  await choose(v, "Roles", "Studio Admin");
  const ends = v.form.getByLabel("Ends (UTC)");
  await v.form.getByLabel("Starts (UTC)").fill("2036-02-01T00:00");
  await ends.fill("2036-01-01T00:00");
  await v.reads(v.form, "It would be refused");
  assert.equal(await ends.getAttribute("aria-invalid"), "true");
  const said = await v.page.locator(`[id="${await ends.getAttribute("aria-describedby")}"]`).innerText();
  assert.match(said, /invalid-time/);
  assert.equal(await v.form.getByText("invalid-time").count(), 1, "it stands there and nowhere else");
  await ends.fill("2036-03-01T00:00");
  await v.reads(v.form, "It would be taken");
  assert.equal(await ends.getAttribute("aria-invalid"), null);
});

story("what is chosen in the change set is chosen at once, and stays so", TOMAS, async (v) => {
  await v.access();
  await v.row("Sofia Marchetti", "Developer").getByRole("button", { name: /^Remove/ }).click();
  // Looked at where it is pressed: a choice that waits for the address is put back for a moment.
  const staffs = await v.changeSet.getByRole("radio", { name: /Full authority/ }).evaluate((radio) => (radio.click(), radio.checked));
  assert.equal(staffs, true);
  const address = v.page.url();
  await v.changeSet.getByRole("radio", { name: /Another person/ }).check();
  await v.page.goBack();
  await v.changeSet.getByRole("radio", { name: /Full authority/, checked: true }).waitFor();
  assert.equal(v.page.url(), address, "each choice is a step of the browser's history");
});

story("Twilio: acting as another person shows what that person may not give", TOMAS, async (v) => {
  await v.access();
  await v.row("Sofia Marchetti", "Developer").getByRole("button", { name: /^Remove/ }).click();
  await v.reads(v.changeSet, "It would be taken");
  await v.changeSet.getByRole("radio", { name: /Another person/ }).check();
  await v.changeSet.getByLabel("Who acts").selectOption({ label: "Lena Fischer" });
  await v.reads(v.changeSet, "It would be refused");
  await v.reads(v.changeSet, /It would be refused: Lena Fischer may not make this change/);
  await v.reads(v.changeSet, "not-permitted");
  await v.page.reload();
  await v.reads(v.changeSet, /It would be refused: Lena Fischer may not make this change/);
});

story("Studio: a user is narrowed; an update of the role reaches the others; the drift is listed; clearing brings it back", LUCIA, async (v) => {
  await v.access();
  await v.row("Nadia Rahman", "ac_rw").getByRole("link", { name: /^Narrow/ }).click();
  const boxes = v.form.getByRole("group", { name: "Permissions of ac_rw", exact: true }).last();
  await v.counts(boxes.getByRole("checkbox", { checked: true }), 27);
  await boxes.getByLabel("Create tasks", { exact: true }).uncheck();
  await v.form.getByRole("button", { name: "Add to the change set" }).click();
  await v.reads(v.changeSet.getByRole("listitem").filter({ hasText: "Nadia Rahman at Lakeside Clinic" }).last(), /loses 1/);
  await v.save();
  await v.reads(v.row("Nadia Rahman", /\d+ permissions? left/), "in effect");
  await v.lacks(v.row("Nadia Rahman", /\d+ permissions? left/), "drifted");

  // A system user gives the role back what it had lost.
  await v.signInAs("Adaeze Obi");
  await v.section("Roles");
  await v.main.getByRole("link", { name: "ac_rw", exact: true }).click();
  await v.main.getByRole("link", { name: "Update", exact: true }).click();
  await v.form.getByRole("group", { name: "Its own permissions", exact: true }).last().getByLabel("Delete tasks", { exact: true }).check();
  await v.form.getByRole("button", { name: "Add to the change set" }).click();
  await v.changeSet.getByRole("button", { name: "Show all 21" }).click();
  await v.reads(v.changeSet, "Elin Bergström at City Transit");
  await v.lacks(v.changeSet, "Nadia Rahman at Lakeside Clinic");
  await v.save();
  await v.access("Review");
  await v.reads(v.row("drifted", "Nadia Rahman"), /has gained tasks\.tasks\.delete/);
  await v.access();
  await v.reads(v.row("Nadia Rahman", /\d+ permissions? left/), "drifted");

  await v.signInAs("Elin Bergström");
  await v.scope("City Transit");
  await v.open("Tasks");
  assert.ok(await v.main.getByRole("button", { name: "Delete Appointment booking", exact: true }).isEnabled());
  await v.signInAs("Nadia Rahman");
  await v.main.getByRole("button", { name: /Delete tasks hidden/ }).waitFor();
  assert.ok(await v.main.getByRole("button", { name: "Create tasks", exact: true }).isDisabled());

  await v.signInAs("Lucía Ferrer");
  await v.access();
  await v.row("Nadia Rahman", /\d+ permissions? left/).getByRole("button", { name: /^Clear/ }).click();
  await v.reads(v.changeSet, /gains 2/);
  await v.save();
  await v.counts(v.row("Nadia Rahman", /\d+ permissions? left/), 0);
  await v.signInAs("Nadia Rahman");
  await v.open("Tasks");
  assert.ok(await v.main.getByRole("button", { name: "Delete Appointment booking", exact: true }).isEnabled());
  assert.ok(await v.main.getByRole("button", { name: "Create tasks", exact: true }).isEnabled());
});

story("Studio: a manager reaches no further than the own purview", LUCIA, async (v) => {
  await v.access();
  await v.row("Elin Bergström", "ac_ro").getByRole("button", { name: /^Remove/ }).click();
  await v.reads(v.changeSet.locator(".change"), /Lucía Ferrer needs the permission manage\.users\.assign for the change unassign at Orchard Insurance/);
  await v.reads(v.changeSet, "It would be refused");
  await v.signInAs("Jonas Weber");
  await v.reads(v.changeSet, "It would be taken");
  await v.signInAs("Mei-Ling Tan");
  await v.reads(v.changeSet, "It would be refused");
});

story("Studio: API scopes stand beside the people, and who is inactive can be made active", ADAEZE, async (v) => {
  await v.access("People");
  await v.reads(v.row("Jonas Weber"), "sp");
  await v.lacks(v.row("Peter Halloran"), "sp");
  await v.lacks(v.row("Victor Lungu"), "API scopes");
  await v.row("Victor Lungu").getByRole("button", { name: /^Activate/ }).click();
  await v.save();
  await v.reads(v.row("Victor Lungu"), "API scopes");
  await v.lacks(v.row("Victor Lungu"), "inactive");
});

story("Voiceflow: a Viewer is widened, and the seats are told before and after", FEMI, async (v) => {
  await v.access();
  const group = v.main.getByRole("region", { name: /^Customer Care/ });
  await v.reads(group, "Seats: 7 editor, 4 viewer");
  await v.main.getByRole("link", { name: "Widen somebody at Returns Bot" }).click();
  await choose(v, "Person", "Pawel Zielinski");
  await choose(v, "Scope", "Phone Line (project)");
  const roles = v.form.getByRole("group", { name: "Role", exact: true }).last();
  await v.reads(roles.locator(".choice").filter({ hasText: "Admin" }), "override-not-eligible");
  await choose(v, "Role", "Editor");
  await v.form.getByRole("button", { name: "Add to the change set" }).click();
  await v.reads(v.changeSet, "before: 7 editor, 4 viewer; after: 8 editor, 3 viewer");
  await v.save();
  await v.access();
  await v.reads(group, "Seats: 8 editor, 3 viewer");
  await v.signInAs("Pawel Zielinski");
  await v.scope("Phone Line");
  await v.open("Canvas");
  assert.ok(await v.main.getByRole("button", { name: "Edit projects", exact: true }).isEnabled());
});

story("Voiceflow: an Editor takes no override, and a promotion leaves one without effect", FEMI, async (v) => {
  await v.page.goto(`${v.page.url().split("?")[0]}~access?draft=${encodeURIComponent('[{"type":"widen","principal":"clara.moreau","scope":"prj-phone-line","role":"editor"}]')}`);
  await v.reads(v.changeSet.locator(".change"), "override-not-eligible");
  await v.reads(v.changeSet.locator(".change"), /Clara Moreau has the role editor at Phone Line/);
  await v.changeSet.getByRole("button", { name: "Discard" }).click();

  await v.reads(v.row("Noor Elamin", "widen"), "in effect");
  await v.row("Noor Elamin", "Viewer").getByRole("button", { name: /^Remove/ }).click();
  await v.main.getByRole("link", { name: "Assign roles at Customer Care" }).click();
  await choose(v, "People", "Noor Elamin");
  await choose(v, "Roles", "Editor");
  await v.form.getByRole("button", { name: "Add to the change set" }).click();
  await v.reads(v.changeSet, "override-ineffective");
  await v.reads(v.changeSet, "It would be taken");
  await v.save();
  await v.reads(v.row("Noor Elamin", "widen"), "no effect");
  await v.access("Review");
  await v.reads(v.main, /to editor at Returns Bot has no effect/);
  await v.undo();
  await v.lacks(v.main, /to editor at Returns Bot has no effect/);
});

story("Voiceflow: a change of plan gives Owners the organization and takes it away", "#/voiceflow/maren.vogt/ws-sales", async (v) => {
  assert.deepEqual(await v.pages(), []);
  await v.access("Scopes");
  await v.main.getByRole("link", { name: "Change the plan of Tidepool" }).click();
  await v.form.getByLabel("Value").selectOption("enterprise");
  await v.reads(v.form, "not-permitted");
  await v.form.getByRole("button", { name: "Add to the change set" }).click();
  await v.reads(v.changeSet, /the catalog lets nobody make the change set-attribute at Tidepool/);
  await staff(v);
  await v.changeSet.getByRole("button", { name: "Show all 29" }).click();
  await v.reads(v.changeSet.getByRole("listitem").filter({ hasText: "Maren Vogt at Sales" }), /gains/);
  await v.save();
  assert.ok((await v.pages()).includes("Billing"));
  await v.reads(v.row("Tidepool"), /plan\s*enterprise/);
  await v.main.getByRole("link", { name: "Change the plan of Tidepool" }).click();
  await v.form.getByLabel("Value").selectOption("team");
  await v.form.getByRole("button", { name: "Add to the change set" }).click();
  await v.changeSet.getByRole("button", { name: "Show all 29" }).click();
  await v.reads(v.changeSet.getByRole("listitem").filter({ hasText: "Maren Vogt at Sales" }), /loses/);
  await v.save();
  assert.deepEqual(await v.pages(), []);
});

story("what was removed is called by its name among what was saved", "#/voiceflow/maren.vogt/ws-customer-care", async (v) => {
  await v.access("Scopes");
  await staff(v);
  await v.main.getByRole("link", { name: "Remove Returns Bot" }).click();
  await v.form.getByLabel("Remove all that hangs on it too").check();
  await v.form.getByRole("button", { name: "Add to the change set" }).click();
  await v.save();
  await v.reads(v.changeSet, "Remove Returns Bot and all that hangs on it");
  await v.section("Overrides");
  await v.reads(v.page.getByRole("region", { name: "Steps made" }), "Remove Returns Bot and all that hangs on it");
});

story("Voiceflow: a project is created, and removed with what hangs on it", "#/voiceflow/maren.vogt/ws-customer-care", async (v) => {
  await v.access("Scopes");
  await v.main.getByRole("link", { name: "Add below Customer Care" }).click();
  await v.form.getByLabel("Name", { exact: true }).fill("Refund Desk");
  await v.reads(v.form, "It would be taken");
  await v.form.getByRole("button", { name: "Add to the change set" }).click();
  await v.save();
  const rail = v.page.getByRole("region", { name: "Scope", exact: true });
  await rail.getByRole("link", { name: /Refund Desk/ }).waitFor();
  await v.main.getByRole("link", { name: "Remove Returns Bot" }).click();
  await v.reads(v.form, "scope-not-empty");
  await v.reads(v.form, "It would be refused");
  await v.form.getByLabel("Remove all that hangs on it too").check();
  await v.reads(v.form, "It would be taken");
  await v.form.getByRole("button", { name: "Add to the change set" }).click();
  await v.reads(v.changeSet, /the widen of Noor Elamin at Returns Bot goes with Returns Bot/);
  await v.save();
  await rail.getByRole("link", { name: /Returns Bot/ }).waitFor({ state: "detached" });
});

story("the why panel tells near misses, and remedies with the rule that forbids each", "#/voiceflow/noor.elamin/prj-phone-line/canvas", async (v) => {
  await v.main.getByRole("button", { name: /is Edit projects disabled/ }).click();
  await v.reads(v.inspector, "What comes close");
  await v.reads(v.inspector, "held-elsewhere");
  const editor = v.inspector.getByRole("listitem").filter({ hasText: "Editor at Customer Care" }).last();
  await v.reads(editor, /refused:/);
  await v.reads(editor, /needs the permission workspace\.permissions\.manage|not-permitted/);
  await v.inspector.getByLabel("If given by").selectOption({ label: "Femi Adeyemi" });
  await v.lacks(editor, /refused:/);
  await v.inspector.getByLabel("If given by").selectOption({ index: 0 });
  await v.lacks(editor, /refused:/);
  await v.reads(v.inspector.getByRole("listitem").filter({ hasText: "Owner at Customer Care" }).last(), "holder-exists");
  await editor.getByRole("link", { name: /Into a change set/ }).click();
  await v.reads(v.changeSet, "Give Noor Elamin the role Editor at Customer Care");
  await v.reads(v.changeSet, "It would be refused");
  // Back at the answer it is in the set, and not to be put there twice.
  await v.page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Console" }).click();
  await v.open("Canvas");
  await v.main.getByRole("button", { name: /is Edit projects disabled/ }).click();
  assert.equal(await editor.getByRole("button", { name: /In the set/ }).getAttribute("aria-disabled"), "true");
  await v.counts(editor.getByRole("link"), 0);
});
