// What the demo promises, walked through in a browser. Every step looks at what a visitor reads.
import assert from "node:assert/strict";
import { storyteller, WIDTHS } from "./demo.mjs";

const { story, demo } = storyteller();

const LENA = "#/twilio/US800e56a81bd8a0a3a2c170bdbdfc21db/ACc444f1aa1b3c17e1dae7732f9750337d";

story("the console says that it advises and that the server enforces", "", async (v) => {
  const footer = v.page.getByRole("contentinfo");
  await v.reads(footer, "rolescope advises this interface; the server enforces.");
  await v.reads(footer, /a Directory writes a snapshot as text, and the console loads it as a Session/);
});

story("the three vendors are a click apart", "", async (v) => {
  assert.deepEqual(await v.pages(), ["Flows", "New flow", "Executions"]);
  await v.vendor("Studio");
  await v.reads(v.page.getByRole("banner"), /Studio demo: Voicebridge/);
  assert.ok((await v.pages()).includes("Tasks"));
  await v.vendor("Voiceflow");
  await v.reads(v.page.getByRole("banner"), /Voiceflow demo: Tidepool/);
  assert.ok((await v.pages()).includes("Canvas"));
});

story("Studio Admin of the Twilio catalog sees Studio's pages and no others", LENA, async (v) => {
  await v.reads(v.page.getByRole("banner"), /Studio Admin/);
  assert.deepEqual(await v.pages(), ["Flows", "New flow", "Executions"]);
  assert.deepEqual(await v.navigation.getByRole("heading", { level: 3 }).allInnerTexts(), ["Develop"]);
});

story("another person brings other pages, and takes them away again", LENA, async (v) => {
  await v.signInAs("Priya Nandakumar");
  await v.reads(v.page.getByRole("banner"), /Owner/);
  const owner = await v.pages();
  for (const page of ["Flows", "WhatsApp senders", "API keys", "Ownership", "Close account"]) assert.ok(owner.includes(page), page);
  await v.signInAs("Lena Fischer");
  assert.deepEqual(await v.pages(), ["Flows", "New flow", "Executions"]);
});

story("the open page stays when the person changes, and closes with a reason", `${LENA}/develop/studio/flows`, async (v) => {
  assert.equal(await v.heading(), "Flows");
  await v.signInAs("Sofia Marchetti");
  await v.scope("Parcel");
  await v.main.getByRole("heading", { name: "Not available" }).waitFor();
  await v.reads(v.main, "no-grant");
});

story("a link to a forbidden page leads to a body with the reason", `${LENA}/account/api-keys`, async (v) => {
  assert.equal(await v.heading(), "Not available");
  await v.reads(v.main, /API keys is not available to Lena Fischer at Ferries Booking/);
  await v.reads(v.main, "no-grant");
  await v.reads(v.main, "iam.api-keys.read");
  await v.reads(v.main, "asked for the page itself, it answers deny");
  await v.main.getByRole("link", { name: "Back to the overview" }).click();
  await v.main.getByRole("heading", { level: 1, name: "Ferries Booking" }).waitFor();
});

story("a path is canonicalised by the engine, an invented one is unknown", `${LENA}/Develop/./studio//Flows/?tab=2`, async (v) => {
  assert.equal(await v.heading(), "Flows");
  await v.page.goto(`${demo().origin}/${LENA}/develop/studio%2Fflows`);
  await v.main.getByRole("heading", { name: "Not available" }).waitFor();
  await v.reads(v.main, "unknown-page");
});

story("every hidden page tells its reason on demand", LENA, async (v) => {
  await v.navigation.getByRole("button", { name: /hidden pages/ }).click();
  const sheet = v.page.getByRole("dialog", { name: "Hidden pages" });
  const row = sheet.getByRole("listitem").filter({ hasText: "Content templates" }).first();
  await v.reads(row, "no-grant");
  await v.reads(row, "messaging.content-templates.read");
  await sheet.getByRole("link", { name: "API keys" }).click();
  await v.main.getByRole("heading", { name: "Not available" }).waitFor();
});

story("a page that any one of several permissions opens says so, and in which group it stands", LENA, async (v) => {
  await v.navigation.getByRole("button", { name: /hidden pages/ }).click();
  const sheet = v.page.getByRole("dialog", { name: "Hidden pages" });
  const row = (path) => sheet.getByRole("listitem").filter({ hasText: `/${path}:` });
  const any = row("develop/voice/intelligence");
  await v.reads(any, "Develop › Voice");
  await v.reads(any, /^needs one of voice\.intelligence-transcripts\.read/);
  await v.reads(row("account/api-keys"), /^missing iam\.api-keys\.read/);
  await any.getByRole("button", { name: /^why\?/ }).click();
  await v.reads(v.inspector, "One of these permissions is needed");
});

story("on a phone every row of a table has its buttons in sight", `${LENA}/develop/studio/flows`, async (v) => {
  const row = v.main.getByRole("row").filter({ hasText: "Lost property" });
  for (const name of ["Change Lost property", "Delete Lost property"]) {
    const { x, width } = await row.getByRole("button", { name, exact: true }).boundingBox();
    assert.ok(x >= 0 && x + width <= WIDTHS.phone, `${name} begins at ${x}`);
  }
  await v.reads(row.getByRole("cell").nth(1), "Draft");
}, { width: WIDTHS.phone });

story("a hidden button tells its reason, and the answer follows the person", "#/twilio", async (v) => {
  await v.signInAs("Kwame Mensah");
  await v.open("Flows");
  assert.equal(await v.main.getByRole("button", { name: "Delete Booking lookup", exact: true }).count(), 0);
  assert.ok(await v.main.getByRole("button", { name: "Create flows", exact: true }).isDisabled());
  await v.main.getByRole("button", { name: /Delete flows hidden/ }).click();
  await v.reads(v.inspector, /May Kwame Mensah delete flows at Ferries Staging\?/);
  await v.reads(v.inspector, "deny");
  await v.reads(v.inspector, "studio.flows.delete");
  await v.signInAs("Lena Fischer");
  await v.reads(v.inspector, /May Lena Fischer delete flows at Ferries Staging\?/);
  await v.reads(v.inspector, "allow");
  assert.ok(await v.main.getByRole("button", { name: "Delete Booking lookup", exact: true }).isEnabled());
});

story("the rows of a table have the buttons that the person may press", `${LENA}/develop/studio/flows`, async (v) => {
  const row = v.main.getByRole("row").filter({ hasText: "Lost property" });
  await row.getByRole("button", { name: "Change Lost property" }).click();
  await v.reads(v.page.getByRole("status").last(), /Change flows, Lost property, at Ferries Booking: the server checked again and answered allow/);
  await v.signInAs("Kwame Mensah");
  await v.scope("Ferries Staging");
  assert.ok(await row.getByRole("button", { name: "Change Lost property" }).isDisabled());
  assert.equal(await row.getByRole("button", { name: /Delete/ }).count(), 0);
  await v.main.getByRole("button", { name: "why? is Change flows disabled" }).click();
  await v.reads(v.inspector, "studio.flows.update");
});

story("why, drawn: from the person through the assignment, the role and its scopes to the permission", "#/twilio", async (v) => {
  await v.signInAs("Yasmin Haddad");
  await v.scope("Parcel");
  await v.open("Messages");
  await v.main.getByRole("button", { name: "why? does this person see Messages" }).click();
  const way = v.inspector.getByRole("list", { name: "Where it comes from", exact: true });
  await v.reads(way, "View message logs");
  const steps = await way.getByRole("listitem").locator("strong").allInnerTexts();
  assert.deepEqual(steps, ["Yasmin Haddad", "Role assignment", "Messaging Logs Viewer", "Harbourline Group", "Parcel", "View message logs"]);
  await v.reads(way, "where it is assigned");
  await v.reads(way, "reached from above");
});

story("why, drawn: a role for a resource reaches from there, and over a link", "#/twilio/US2a22ef35e0980c7d136ae52e2d038df8/ACc444f1aa1b3c17e1dae7732f9750337d", async (v) => {
  await v.open("Billed usage");
  await v.main.getByRole("button", { name: "why? does this person see Billed usage" }).click();
  const way = v.inspector.getByRole("list", { name: "Where it comes from", exact: true });
  await v.reads(way.getByRole("listitem").nth(1), "at Harbourline Group, for Transport billing");
  await v.reads(way.getByRole("listitem").nth(3), "billing group, it reaches from here");
  await v.reads(way.getByRole("listitem").nth(4), "account, reached over a link");
});

story("why not, drawn: the way stops where something is in it", "#/twilio", async (v) => {
  await v.signInAs("Marek Dvořák");
  await v.navigation.getByRole("button", { name: /hidden pages/ }).click();
  await v.page.getByRole("dialog").getByRole("button", { name: "why? is the page Buy a number hidden" }).click();
  const way = v.inspector.getByRole("list", { name: "What comes close", exact: true });
  await v.reads(way.getByRole("listitem").first(), "Marek Dvořák");
  await v.reads(way.getByRole("listitem").nth(-2), "The role assignment has expired");
  await v.reads(way.getByRole("listitem").last(), "phone-numbers.inventory.buy");
});

story("a new answer to why? is in sight, however far one has scrolled beside the page", "#/studio/peter.halloran/ac-lakeside-clinic/tasks", async (v) => {
  const answer = v.inspector.getByText(/^May Peter Halloran .* at Lakeside Clinic\?/);
  await v.inspector.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  assert.ok((await v.inspector.evaluate((element) => element.scrollTop)) > 0, "there is something to scroll");
  await v.main.getByRole("button", { name: /^why\?/ }).last().click();
  await answer.waitFor();
  await v.page.waitForFunction((element) => element.scrollTop === 0, await v.inspector.elementHandle());
});

story("an answer to why? goes with the page that was asked about", `${LENA}/develop/studio/flows`, async (v) => {
  await v.main.getByRole("button", { name: "why? does this person see Flows" }).click();
  await v.reads(v.inspector, /Does Lena Fischer see Flows at Ferries Booking\?/);
  await v.open("Executions");
  await v.lacks(v.inspector, /Does Lena Fischer see/);
  await v.reads(v.inspector, "Press “why?” beside anything");
});

story("whoever presses an open button is checked again by the server", `${LENA}/develop/studio/flows`, async (v) => {
  await v.main.getByRole("button", { name: "Create flows" }).click();
  await v.reads(v.page.getByRole("status").last(), /the server checked again and answered allow/);
});

story("a page that its catalog disables stays in sight, greyed, with the reason", "#/twilio", async (v) => {
  await v.signInAs("Hana Kobayashi");
  await v.scope("Transport billing");
  const entry = v.navigation.getByRole("listitem").filter({ hasText: "Billing settings" }).last();
  await v.reads(entry, /No role grants it here/);
  await entry.getByRole("button", { name: /why/ }).click();
  await v.reads(v.inspector, "in the navigation, but closed");
  await v.reads(v.inspector, "billing.settings.manage");
});

story("access from the organization reaches the accounts, personal data only where a role gives it", "#/twilio", async (v) => {
  await v.signInAs("Yasmin Haddad");
  await v.scope("Parcel");
  await v.open("Messages");
  await v.reads(v.main, "Recipient is masked for this person.");
  await v.lacks(v.main, "+47 900 55 118");
  await v.scope("Contact Centre");
  await v.reads(v.main, "+47 900 55 118");
});

story("an assignment that has expired is the reason", "#/twilio", async (v) => {
  await v.signInAs("Marek Dvořák");
  await v.navigation.getByRole("button", { name: /hidden pages/ }).click();
  const row = v.page.getByRole("dialog").getByRole("listitem").filter({ hasText: "Buy a number" });
  await v.reads(row, "expired");
  await v.page.keyboard.press("Escape");
  await v.reads(v.inspector, /until 30 Jun 2025/);
});

story("a role that has ended, or has not begun, says so wherever the person is listed", "#/twilio", async (v) => {
  await v.page.getByRole("button", { name: "Switch person" }).click();
  const people = v.page.getByRole("dialog", { name: "Sign in as" });
  await v.reads(people.getByRole("link", { name: /^Marek Dvořák/ }), /Numbers Inventory Manager \(ended\)/);
  await v.reads(people.getByRole("link", { name: /^Chloé Bertrand/ }), /\(not yet\)/);
  await v.lacks(people.getByRole("link", { name: /^Lena Fischer/ }), /\((ended|not yet|not in effect)\)/);
  // A role for a resource counts there, and not where it is assigned.
  await v.reads(people.getByRole("link", { name: /^Hana Kobayashi/ }), "Billing Group Viewer");
  await v.lacks(people.getByRole("link", { name: /^Hana Kobayashi/ }), /\((ended|not yet|not in effect)\)/);
  await people.getByRole("link", { name: /^Marek Dvořák/ }).click();
  await v.reads(v.inspector.getByRole("listitem").filter({ hasText: "until 30 Jun 2025" }), "ended");
});

story("an assignment of the future and an inactive person grant nothing", "#/twilio", async (v) => {
  await v.signInAs("Chloé Bertrand");
  await v.reads(v.inspector, /from 7 Jan 2036/);
  await v.scope("Contact Centre");
  assert.deepEqual(await v.pages(), []);
  await v.signInAs("Ruben Castillo");
  await v.reads(v.page.getByRole("banner"), "No role here");
  await v.reads(v.main, "inactive-principal");
  const { principal, scope } = v.place();
  await v.page.goto(`${demo().origin}/#/twilio/${principal}/${scope}/billing/overview`);
  await v.main.getByRole("heading", { name: "Not available" }).waitFor();
  await v.reads(v.main, "inactive-principal");
});

story("a Studio user's permissions are narrowed inside the role, and the drift is shown", "#/studio/peter.halloran/ac-lakeside-clinic/tasks", async (v) => {
  await v.reads(v.page.getByRole("banner"), "ac_rw (customised)");
  assert.ok(await v.main.getByRole("button", { name: "Create tasks", exact: true }).isDisabled());
  await v.main.getByRole("button", { name: /Create tasks disabled/ }).click();
  await v.reads(v.inspector, "narrowed");
  await v.reads(v.inspector, "The role has changed since.");
  await v.reads(v.inspector, "task-library.tasks.publish");
  // The update took deletion from the role; who was customised before keeps it.
  assert.ok(await v.main.getByRole("button", { name: "Delete Appointment booking", exact: true }).isEnabled());
  await v.inspector.getByRole("button", { name: "Clear customised permissions" }).click();
  await v.main.getByRole("button", { name: /Delete tasks hidden/ }).waitFor();
  assert.ok(await v.main.getByRole("button", { name: "Create tasks", exact: true }).isEnabled());
  await v.lacks(v.inspector, "The role has changed since.");
});

story("a project-level edit is switched off and on, and the console follows", "#/voiceflow/noor.elamin/prj-returns-bot/canvas", async (v) => {
  const edit = v.main.getByRole("button", { name: "Edit projects", exact: true });
  const widen = v.inspector.getByRole("switch", { name: "Edit Returns Bot" });
  await v.reads(v.page.getByRole("banner"), "Viewer, Editor (widened)");
  assert.ok(await edit.isEnabled());
  assert.ok((await v.pages()).includes("Project settings"));
  await widen.click();
  await v.main.getByRole("button", { name: /Edit projects disabled/ }).waitFor();
  await v.reads(v.page.getByRole("status").last(), "Noor Elamin no longer has project-level edit at Returns Bot. Undo it in Overrides.");
  // From every section it is told that there is something to take back.
  const access = v.page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Access", exact: true });
  await v.reads(access, "1");
  assert.equal(await access.getAttribute("aria-description"), "1 change set saved");
  assert.ok(await edit.isDisabled());
  assert.ok(!(await v.pages()).includes("Project settings"));
  await v.reads(v.inspector, "in Customer Care · cannot edit");
  await v.page.reload();
  await v.main.getByRole("button", { name: /Edit projects disabled/ }).waitFor();
  await widen.click();
  await v.navigation.getByRole("link", { name: "Project settings" }).waitFor();
  assert.ok(await edit.isEnabled());
});

story("an override that reaches nobody eligible has no effect and says so", "#/voiceflow/freya.lindgren/prj-hr-helper", async (v) => {
  await v.reads(v.inspector, "override-ineffective");
  await v.inspector.getByRole("switch", { name: "Edit HR Helper" }).click();
  await v.inspector.getByText("override-ineffective").waitFor({ state: "detached" });
  // An Editor takes no override, so it cannot be switched on again: the engine says why.
  const widen = v.inspector.getByRole("switch", { name: "Edit HR Helper" });
  await v.reads(v.inspector, "override-not-eligible");
  assert.equal(await widen.getAttribute("aria-disabled"), "true");
  await widen.click({ force: true });
  assert.equal(await widen.getAttribute("aria-checked"), "false");
});

story("the plan decides how far the Owners reach", "#/voiceflow/maren.vogt/ws-sales", async (v) => {
  const maren = v.inspector.getByRole("listitem").filter({ hasText: "Maren Vogt" }).filter({ hasText: "of 3" });
  await v.reads(maren, "1 of 3");
  assert.deepEqual(await v.pages(), []);
  await v.reads(v.main, "outside-snapshot");
  await v.inspector.getByRole("radio", { name: "enterprise" }).check();
  await v.reads(maren, "3 of 3");
  await v.navigation.getByRole("link", { name: "Settings" }).waitFor();
  assert.ok((await v.pages()).includes("Billing"));
  await v.inspector.getByRole("radio", { name: "pro" }).check();
  await v.reads(maren, "1 of 3");
  assert.deepEqual(await v.pages(), []);
});

story("a scope outside the session is unknown to it", "#/voiceflow/noor.elamin/ws-sales/agents", async (v) => {
  assert.equal(await v.heading(), "Not available");
  await v.reads(v.main, "outside-snapshot");
  await v.page.getByText(/scopes outside this session/).click();
  await v.reads(v.page.getByRole("region", { name: "Scope" }), "Sales");
});

story("an unknown person is denied everything", "#/voiceflow/nobody/ws-sales/agents", async (v) => {
  assert.equal(await v.heading(), "Not available");
  await v.reads(v.main, "unknown-principal");
});

story("saved changes that the engine refuses leave the sample as it is, and say so", `#/voiceflow/noor.elamin/prj-returns-bot/canvas?saved=${encodeURIComponent('[{"c":[{"type":"widen","principal":"nobody","scope":"prj-hr-helper","role":"editor"}]}]')}`, async (v) => {
  await v.reads(v.main, /The saved changes in this link were refused/);
  await v.reads(v.main.locator(".note .code"), "nobody");
  assert.equal(await v.heading(), "Canvas");
  assert.ok(await v.main.getByRole("button", { name: "Edit projects", exact: true }).isEnabled());
});

story("a link whose saved changes are no JSON says so", "#/voiceflow/noor.elamin/prj-returns-bot/canvas?saved=nonsense", async (v) => {
  await v.reads(v.main, /The saved changes in this link were refused: expected an array/);
  assert.equal(await v.heading(), "Canvas");
});
