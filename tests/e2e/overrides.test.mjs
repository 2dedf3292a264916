// The overrides section: narrow, update and return in Studio; people by projects and the plan in Voiceflow; none in Twilio.
import assert from "node:assert/strict";
import { storyteller, WIDTHS } from "./demo.mjs";

const { story } = storyteller();

const LUCIA = "#/studio/lucia.ferrer/ac-lakeside-clinic/~overrides";
const PETER = "#/studio/peter.halloran/ac-lakeside-clinic/~overrides";
const ROSALIND = "#/studio/rosalind.pike/ac-sable-bank/~overrides";
const FEMI = "#/voiceflow/femi.adeyemi/ws-customer-care/~overrides";
const NOOR = "#/voiceflow/noor.elamin/prj-returns-bot/~overrides";

const part = (v, name) => v.main.getByRole("region", { name });
const narrow = (v) => part(v, /Narrow one user/);
const update = (v) => part(v, /A system user updates/);
const returns = (v) => part(v, /Back to the role/);
const steps = (v) => v.page.getByRole("region", { name: "Steps made" });
const said = (v) => v.page.getByRole("status").last();
const figure = (region, name) => region.getByRole("definition").nth(["The role today", "May do here", "Pages open"].indexOf(name));
const holders = (v, title) => update(v).getByRole("group", { name: title });
const card = (v, name) => returns(v).getByRole("listitem").filter({ has: v.page.getByRole("heading", { name, exact: true }) });
const grid = (v) => v.page.getByRole("grid", { name: "Project-level edit, people by projects" });
/** A cell, by what it says of itself too where `words` are given. */
const cell = (v, person, project, words = "") => grid(v).getByRole("switch", { name: new RegExp(`^${person}, ${project}: ${words}`) });
const detail = (v) => v.page.getByRole("region", { name: "The cell in full" });
const workspace = (v, name) => grid(v).getByRole("columnheader", { name: new RegExp(`^${name}`) });

async function turn(region, title) {
  await region.getByRole("switch", { name: title, exact: true }).click();
}

story("Studio: a user is narrowed inside the role, and the console of this user follows", LUCIA, async (v) => {
  await narrow(v).getByRole("link", { name: /^Nadia Rahman/ }).click();
  await v.reads(figure(narrow(v), "May do here"), "27");
  await turn(narrow(v), "Create tasks");
  await v.reads(said(v), "Create tasks: off for Nadia Rahman. 26 of 27 are left.");
  await v.reads(figure(narrow(v), "May do here"), "26");
  await v.reads(figure(narrow(v), "The role today"), "27");
  await v.reads(narrow(v).getByRole("link", { name: /^Nadia Rahman/ }), "customised");
  await v.reads(steps(v), /Leave Nadia Rahman 26 permissions of ac_rw at Lakeside Clinic by Lucía Ferrer/);
  await narrow(v).getByRole("link", { name: "See the console of Nadia Rahman" }).click();
  await v.open("Tasks");
  assert.ok(await v.main.getByRole("button", { name: "Create tasks", exact: true }).isDisabled());
  await v.main.getByRole("button", { name: /Create tasks disabled/ }).click();
  await v.reads(v.inspector, "narrowed");
});

story("Studio: what is switched off can be switched on again, and the user stays customised until the return", LUCIA, async (v) => {
  await narrow(v).getByRole("link", { name: /^Nadia Rahman/ }).click();
  await turn(narrow(v), "Create tasks");
  await turn(narrow(v), "Create tasks");
  await v.reads(narrow(v), "Nothing is narrowed away, but Nadia Rahman is still customised: updates of ac_rw do not arrive.");
  await narrow(v).getByRole("button", { name: /^Return to the role/ }).click();
  await v.reads(said(v), "Nadia Rahman is back at ac_rw as it is today.");
  await v.lacks(narrow(v).getByRole("link", { name: /^Nadia Rahman/ }), "customised");
  await v.focuses("1 Narrow one user inside the role", "the button that was pressed is gone");
  await v.reads(steps(v), /^Step 3/);
  await steps(v).getByRole("button", { name: "Undo" }).click();
  await v.reads(narrow(v).getByRole("link", { name: /^Nadia Rahman/ }), "customised");
  await steps(v).getByRole("button", { name: "Start over" }).click();
  await v.reads(steps(v), "No step made yet.");
  await v.lacks(narrow(v).getByRole("link", { name: /^Nadia Rahman/ }), "customised");
});

story("Studio: who may not customise is told why, and who could", PETER, async (v) => {
  const create = narrow(v).getByRole("switch", { name: "Create tasks", exact: true });
  const line = narrow(v).getByRole("listitem").filter({ has: v.page.getByRole("switch", { name: "Create tasks", exact: true }) });
  assert.equal(await create.getAttribute("aria-disabled"), "true");
  await v.reads(narrow(v), /Peter Halloran needs the permission manage\.users\.assign for the change narrow at Lakeside Clinic/);
  await v.reads(line, "not-permitted");
  await v.reads(line, /Peter Halloran would gain tasks\.tasks\.create at Lakeside Clinic by its own change/);
  await create.click({ force: true });
  assert.equal(await create.getAttribute("aria-checked"), "false");
  // It is kept from the role as it was, and the next switch would pin the role as it is.
  await v.reads(narrow(v), /1 permission kept from the role as it was\..* this one goes with it: tasks\.tasks\.delete/);
  await narrow(v).getByRole("link", { name: "Sign in as Lucía Ferrer" }).click();
  await v.reads(v.page.getByRole("banner"), "Lucía Ferrer");
  await turn(narrow(v), "Create tasks");
  await v.reads(said(v), "Create tasks: on for Peter Halloran. 13 of 27 are left.");
  await v.lacks(narrow(v), "no longer in the role");
});

story("Studio: a manager who is customised gives no more than is left to her", ROSALIND, async (v) => {
  await narrow(v).getByRole("link", { name: /^Arjun Bhatt/ }).click();
  const line = (title) => narrow(v).getByRole("listitem").filter({ has: v.page.getByRole("switch", { name: title, exact: true }) });
  await v.reads(line("View payment profiles"), "above-own-access");
  await v.reads(line("View payment profiles"), /Rosalind Pike does not hold profiles\.payment\.read at Sable Bank, and can give no more than it has/);
  await v.lacks(line("Create tasks"), "above-own-access");
  await turn(narrow(v), "Create tasks");
  await v.reads(said(v), /Create tasks: off for Arjun Bhatt/);
  await v.main.getByRole("radio", { name: /Full authority/ }).check();
  await v.lacks(line("View payment profiles"), "above-own-access");
});

story("Studio: a system user updates the role, it arrives at everyone but the customised, and who returns has it too", LUCIA, async (v) => {
  await narrow(v).getByRole("link", { name: /^Nadia Rahman/ }).click();
  await turn(narrow(v), "Create tasks");
  await v.reads(update(v), /2 people of 41 may update ac_rw\. It is held 31 times/);
  await turn(update(v), "Delete tasks");
  await v.reads(update(v), /would arrive at 21 holders and would stay away from 7 customised/);
  await v.reads(holders(v, /^Would arrive at: 21/), "Elin Bergström");
  await v.reads(holders(v, /^Would arrive at: 21/), /27 →.*28/);
  assert.equal(await holders(v, /^Would arrive at: 21/).getByText("Nadia Rahman").count(), 0);
  await v.reads(holders(v, /^Would stay away/), "Nadia Rahman");
  await v.reads(holders(v, /^Nothing to change: 3/), "expired");
  await v.reads(holders(v, /^Nothing to change: 3/), "not-started");
  await v.reads(holders(v, /^Nothing to change: 3/), "inactive-principal");

  // A name leads to the first part, which answers who that is.
  const first = narrow(v).getByRole("heading", { level: 2 });
  await holders(v, /^Would arrive at: 21/).getByRole("link", { name: "Elin Bergström" }).click();
  await v.reads(narrow(v).getByRole("heading", { level: 3 }).first(), "Elin Bergström");
  await v.focuses("1 Narrow one user inside the role");
  const bars = await v.page.getByRole("navigation", { name: "Sections" }).boundingBox();
  const { y } = await first.boundingBox();
  assert.ok(y >= bars.y + bars.height && y < 300, `the first part is in sight: ${y}`);
  await v.page.goBack();
  await v.reads(narrow(v).getByRole("heading", { level: 3 }).first(), "Nadia Rahman");

  await update(v).getByRole("button", { name: "Update ac_rw" }).click();
  await v.reads(said(v), "ac_rw is updated by Adaeze Obi. It arrives at 21; 7 are customised and keep what they had.");
  await v.reads(update(v), /arrived at 21 holders and stayed away from 7 customised/);
  await v.reads(card(v, "Nadia Rahman"), "added to the role: tasks.tasks.delete");
  // For Peter the role has what was pinned again, and one thing more.
  await v.lacks(card(v, "Peter Halloran"), "removed from the role: tasks.tasks.delete");
  await v.reads(card(v, "Peter Halloran"), "added to the role: task-library.tasks.publish");

  await v.reads(card(v, "Nadia Rahman"), "gains 2");
  await card(v, "Nadia Rahman").getByRole("button", { name: /^Return to the role/ }).click();
  await v.reads(said(v), "Nadia Rahman is back at ac_rw as it is today.");
  await v.counts(card(v, "Nadia Rahman"), 0);
  await v.focuses(/Back to the role/);
  await v.reads(figure(narrow(v), "The role today"), "28");
  await v.reads(figure(narrow(v), "May do here"), "28");
  await steps(v).getByRole("button", { name: "Undo" }).click();
  await card(v, "Nadia Rahman").waitFor();
  await v.reads(figure(narrow(v), "May do here"), "26");
});

for (const [size, width] of Object.entries(WIDTHS)) {
  story(`Studio, ${size}: the story of an update opens where the update is, with what it does and its button in sight`, "#/studio", async (v) => {
    await v.main.getByRole("link", { name: /^An update that stays away/ }).click();
    await v.focuses("2 A system user updates the role");
    const seen = async (part) => {
      const [box, height] = [await part.boundingBox(), v.page.viewportSize().height];
      return box !== null && box.y >= 0 && box.y + box.height <= height;
    };
    assert.ok(await seen(update(v).getByRole("heading", { level: 2 })), "the heading");
    assert.ok(await seen(update(v).getByText(/would arrive at 22 holders/)), "what it does");
    assert.ok(await seen(update(v).getByRole("button", { name: "Update ac_rw" })), "its button");
  }, { width });
}

story("Studio: nobody but a system user updates a role, and the link keeps what was put together", LUCIA, async (v) => {
  await turn(update(v), "Delete tasks");
  await update(v).getByLabel("Updated by").selectOption({ label: "Lucía Ferrer" });
  await v.reads(update(v), "It would be refused.");
  await v.reads(update(v), /Lucía Ferrer needs the permission system\.roles\.update/);
  const make = update(v).getByRole("button", { name: "Update ac_rw" });
  assert.equal(await make.getAttribute("aria-disabled"), "true");
  await make.click({ force: true });
  await v.reads(steps(v), "No step made yet.");
  await v.page.reload();
  await v.reads(update(v), "It would be refused.");
  await update(v).getByLabel("Updated by").selectOption({ label: "Viktor Dahlin" });
  await v.reads(update(v), /would arrive at 22 holders/);
  await update(v).getByRole("button", { name: "Discard" }).click();
  await v.reads(update(v), "Switch a permission on or off");
});

story("Studio: a role that inherits is updated too, and what it inherits stays", LUCIA, async (v) => {
  await update(v).getByLabel("Role", { exact: true }).selectOption("ac_admin");
  await v.reads(update(v), /2 people of 41 may update ac_admin/);
  await v.reads(update(v), "27 more come from ac_rw, and stay.");
  await turn(update(v), "Delete tasks");
  await v.reads(update(v), /would arrive at \d+ holders/);
  await update(v).getByRole("button", { name: "Update ac_admin" }).click();
  await v.reads(said(v), /^ac_admin is updated by Adaeze Obi\. It arrives at \d+/);
  await v.reads(steps(v), /Update the role ac_admin to 34 permissions by Adaeze Obi/);
});

story("Voiceflow: project-level edit is switched in a cell, and the seats follow", FEMI, async (v) => {
  const pawel = cell(v, "Pawel Zielinski", "Phone Line");
  await v.reads(workspace(v, "Customer Care"), "7");
  await pawel.click();
  await v.reads(said(v), "Pawel Zielinski has project-level edit at Phone Line. Seats: 8 editor, 3 viewer.");
  await cell(v, "Pawel Zielinski", "Phone Line", "edit by override, changed by the last step").waitFor();
  assert.equal(await pawel.getAttribute("aria-checked"), "true");
  assert.match(await workspace(v, "Customer Care").innerText(), /8\s*editor\s*\+1\s*3\s*viewer\s*−1/);
  assert.match(await v.main.getByRole("list", { name: "Cells of each kind" }).innerText(), /edit by override\s*5/);
  await v.reads(detail(v), "Editor at Phone Line by an override");
  await v.reads(detail(v), "Seats of Customer Care now: 8 editor, 3 viewer; if switched: 7 editor, 4 viewer");
  await steps(v).getByRole("button", { name: "Undo" }).click();
  await cell(v, "Pawel Zielinski", "Phone Line", "view only").waitFor();
  assert.match(await workspace(v, "Customer Care").innerText(), /7\s*editor\s*4\s*viewer/);
});

story("Voiceflow: a cell that cannot be switched says why when it is pressed", FEMI, async (v) => {
  const clara = cell(v, "Clara Moreau", "Phone Line");
  assert.equal(await clara.getAttribute("aria-disabled"), "true");
  await clara.click({ force: true });
  await v.reads(said(v), /^It is refused: Clara Moreau has the role Editor at Phone Line, and that role takes no override\.$/);
  await v.counts(said(v).locator(".toast-refused"), 1, "it must not look as if it had been done");
  await v.reads(detail(v), "It is refused:");
  await v.reads(detail(v), "override-not-eligible");
  await v.reads(detail(v), /Clara Moreau has the role editor at Phone Line, and that role takes no override/);
  assert.equal(await clara.getAttribute("aria-checked"), "false");
  // Another workspace is not Femi's to change. The one who may is a press away, and the cell stays the same.
  await cell(v, "Jun Park", "Lead Qualifier").click({ force: true });
  await v.reads(detail(v), "not-permitted");
  await detail(v).getByRole("link", { name: "Sign in as Diego Salinas" }).click();
  await v.reads(detail(v), "Jun Park");
  await v.lacks(detail(v), "not-permitted");
  await cell(v, "Jun Park", "Lead Qualifier").click();
  await v.reads(said(v), "Jun Park has project-level edit at Lead Qualifier.");
});

story("Voiceflow: in a list a refusal is a note until somebody presses the switch", `${FEMI}?lay=project&cell=femi.adeyemi~prj-phone-line`, async (v) => {
  const clara = v.main.getByRole("listitem").filter({ has: v.page.getByRole("switch", { name: "Clara Moreau", exact: true }) });
  await v.reads(clara, "override-not-eligible");
  await v.counts(clara.locator(".issues-quiet"), 1);
  await clara.getByRole("switch").click({ force: true });
  await v.reads(said(v), /^It is refused: Clara Moreau has the role Editor at Phone Line/);
  await v.counts(clara.locator(".issues-quiet"), 0);
  await v.reads(clara, "override-not-eligible");
});

story("Voiceflow: an override without effect is told from one that counts", FEMI, async (v) => {
  await v.main.getByRole("radio", { name: /Full authority/ }).check();
  const freya = cell(v, "Freya Lindgren", "HR Helper");
  assert.match((await freya.getAttribute("aria-label")) ?? "", /edit by role, override without effect/);
  await freya.click();
  await v.reads(said(v), "Freya Lindgren no longer has project-level edit at HR Helper.");
  await cell(v, "Freya Lindgren", "HR Helper", "edit by role$").waitFor();
  // Somebody inactive: the engine takes it, and warns.
  await cell(v, "Henrik Dahl", "Returns Bot").focus();
  await v.reads(detail(v), "override-ineffective");
});

story("Voiceflow: the plan lifts the Owners, and takes no seat", NOOR, async (v) => {
  const plan = part(v, "The plan");
  const owner = (name) => plan.getByRole("listitem").filter({ hasText: name });
  await v.reads(owner("Maren Vogt"), "1 of 3");
  await plan.getByRole("radio", { name: "enterprise" }).check();
  await v.reads(said(v), /^The plan is enterprise\. It changes what 3 people may do\.$/);
  for (const name of ["Maren Vogt", "Diego Salinas", "Aiko Tanabe"]) await v.reads(owner(name), "3 of 3");
  await cell(v, "Maren Vogt", "Lead Qualifier", "edit by the plan, changed by the last step").waitFor();
  await cell(v, "Maren Vogt", "Phone Line", "edit by role$").waitFor();
  assert.match(await v.main.getByRole("list", { name: "Cells of each kind" }).innerText(), /edit by the plan\s*20/);
  assert.match(await workspace(v, "Sales").innerText(), /6\s*editor\s*3\s*viewer/);
  await cell(v, "Maren Vogt", "Lead Qualifier").focus();
  await v.reads(detail(v), "Owner at Customer Care, lifted to Tidepool");
  await plan.getByRole("radio", { name: "pro" }).check();
  await v.reads(owner("Maren Vogt"), "1 of 3");
  await cell(v, "Maren Vogt", "Lead Qualifier", "no access").waitFor();
  await steps(v).getByRole("button", { name: "Undo" }).click();
  await v.reads(owner("Maren Vogt"), "3 of 3");
});

story("Voiceflow: the keyboard walks the grid and switches a cell", `${FEMI}?cell=noor.elamin~prj-support-assistant`, async (v) => {
  const { page } = v;
  assert.equal(await grid(v).locator("[tabindex='0']").count(), 1, "one cell is in the tab order");
  await cell(v, "Noor Elamin", "Support Assistant").focus();
  await page.keyboard.press("ArrowRight");
  await v.focuses(/^Noor Elamin, Returns Bot: edit by override/);
  await page.keyboard.press("ArrowDown");
  await v.focuses(/^Maren Vogt, Returns Bot/);
  await v.reads(detail(v), "Maren Vogt");
  await page.keyboard.press("End");
  await v.focuses(/^Maren Vogt, Onboarding Guide/);
  await page.keyboard.press("Control+End");
  await v.focuses(/^Emil Novák, Onboarding Guide/);
  await page.keyboard.press("ArrowDown");
  await v.focuses(/^Emil Novák, Onboarding Guide/, "it ends at the edge");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await v.reads(said(v), /Noor Elamin no longer has project-level edit at Returns Bot/);
  await v.focuses(/^Noor Elamin, Returns Bot: view only/, "the focus stays on the cell");
  await page.keyboard.press("Tab");
  await v.focuses(/Project-level edit of Returns Bot/);
  await page.reload();
  await v.reads(detail(v), "Noor Elamin");
});

story("Voiceflow: on a tablet the cell that one walks to is not hidden by what is told of it", `${NOOR}?cell=noor.elamin~prj-support-assistant`, async (v) => {
  await cell(v, "Noor Elamin", "Support Assistant").focus();
  for (let step = 0; step < 12; step += 1) {
    await v.page.keyboard.press("ArrowDown");
    const [walked, told] = [await grid(v).locator(":focus").boundingBox(), await detail(v).boundingBox()];
    assert.ok(walked.y + walked.height <= told.y || walked.y >= told.y + told.height, `hidden after ${step + 1} steps`);
  }
}, { width: WIDTHS.tablet });

story("Voiceflow: on a phone the grid is a list, for one person or one project", FEMI, async (v) => {
  assert.equal(await grid(v).count(), 0);
  await v.main.getByLabel("Person", { exact: true }).selectOption({ label: "Zanele Dube" });
  const group = v.main.getByRole("group", { name: "Customer Care" });
  await group.getByRole("switch", { name: "Order Status" }).click();
  await v.reads(said(v), "Zanele Dube has project-level edit at Order Status. Seats: 8 editor, 3 viewer.");
  await v.reads(group.getByRole("listitem").filter({ hasText: "Order Status" }), "edit by override");
  await v.main.getByRole("navigation", { name: "Layout" }).getByRole("link", { name: "By project" }).click();
  await v.main.getByLabel("Project", { exact: true }).selectOption({ label: "Phone Line" });
  const row = (name) => v.main.getByRole("listitem").filter({ has: v.page.getByRole("switch", { name, exact: true }) });
  await v.reads(row("Clara Moreau"), "override-not-eligible");
  await v.reads(row("Olga Petrova"), "edit by role");
  await steps(v).getByRole("button", { name: "Undo" }).click();
  await v.reads(steps(v), "No step made yet.");
}, { width: WIDTHS.phone });

story("Twilio: there are no overrides, the engine says so, and the others are a click away", "#/twilio", async (v) => {
  await v.section("Overrides");
  await v.reads(v.main, /catalog has no overrides/);
  const asked = v.main.getByRole("region", { name: /The engine, asked/ }).getByRole("listitem").filter({ hasText: "override-not-eligible" });
  await v.reads(asked.first(), /the catalog lets nobody narrow the role studio-admin/);
  await v.reads(asked.last(), /the catalog lets nobody have the role studio-admin by an override/);
  await v.main.getByRole("link", { name: /^Voiceflow/ }).click();
  await grid(v).waitFor();
  await v.vendor("Twilio");
  await v.section("Overrides");
  await v.main.getByRole("link", { name: /^Studio/ }).click();
  await narrow(v).waitFor();
});

story("a link with nonsense in it shows the section as it is", `${LUCIA}?at=nowhere&who=nobody&role=none&turn=x,y&sys=z`, async (v) => {
  await v.reads(figure(narrow(v), "The role today"), "33");
  await v.reads(update(v), "Switch a permission on or off");
  await v.page.goto(v.page.url().replace(/#.*/, `${FEMI}?cell=nobody~nowhere&lay=spiral`));
  await grid(v).waitFor();
  await v.reads(detail(v), "Femi Adeyemi");
});
