// Roles in the demo: found by their tags, told one by one, seen as a picture, compared, and found from the other end.
import assert from "node:assert/strict";
import { storyteller, WIDTHS } from "./demo.mjs";

const { story } = storyteller();

const TOMAS = "#/twilio/USb583cf55c85f3d182f89a5eb2ca894bd/OR9bff5802a10431970767dad28811a4df";
const ADAEZE = "#/studio/adaeze.obi/sys-voicebridge";
const MAREN = "#/voiceflow/maren.vogt/ws-customer-care";

const part = (v, name) => v.follow(v.page.getByRole("navigation", { name: "Roles" }).getByRole("link", { name, exact: true }));
const rows = (v) => v.main.locator(".role-row");
const inAddress = (v, text) => v.page.waitForURL((url) => decodeURIComponent(url.hash).includes(text));
const cell = (v) => v.main.getByRole("group", { name: "The cell in focus" });

/** Types as a visitor does: what is in the field is replaced. */
async function type(v, field, text) {
  await field.selectText();
  await v.page.keyboard.type(text);
}

/** Types into a combobox and takes the first that is found. */
async function pick(v, label, text, option) {
  const field = v.main.getByRole("combobox", { name: label });
  await type(v, field, text);
  // In a short list it is in sight before what is typed has found it, and Enter takes the one that is marked.
  await v.main.locator("[role=option][data-highlighted]").filter({ hasText: option }).waitFor();
  await field.press("Enter");
}

story("roles are found by a word and by their tags, and the address keeps both", TOMAS, async (v) => {
  await v.section("Roles");
  await v.counts(rows(v), 59);
  await v.reads(v.main, /redundant-role/);
  await v.main.getByRole("group", { name: "Product" }).getByRole("button", { name: /^Messaging/ }).click();
  await v.reads(v.main.getByRole("status"), "18 of 59 roles");
  await type(v, v.main.getByLabel(/^Search by name/), "pii");
  await v.reads(v.main.getByRole("status"), "2 of 59 roles");
  await inAddress(v, "q=pii");
  await v.page.reload();
  await v.reads(v.main.getByRole("status"), "2 of 59 roles");
  // What is searched is also what a role grants.
  await v.main.getByRole("button", { name: /^Messaging/, pressed: true }).click();
  await type(v, v.main.getByLabel(/^Search by name/), "studio.flows.create");
  await v.reads(v.main.getByRole("status"), "2 of 59 roles");
  await rows(v).filter({ hasText: "Studio Admin" }).waitFor();
});

story("a role tells what it grants and why, what it opens, and who holds it", TOMAS, async (v) => {
  await v.section("Roles");
  await v.main.getByRole("link", { name: "Studio Admin", exact: true }).click();
  await v.main.getByRole("heading", { level: 1, name: "Studio Admin" }).waitFor();
  await v.reads(v.main, "Organization, Account, Subaccount");
  const studio = v.main.getByRole("region", { name: "Studio", exact: true });
  await v.reads(studio.getByRole("listitem").filter({ hasText: "List flows" }).first(), /derived: seeing it includes listing/);
  await v.reads(v.main.getByRole("region", { name: "What it opens" }), "Flows, New flow, Executions");
  const holders = v.main.getByRole("region", { name: "Who holds it" });
  await v.reads(holders, "Lena Fischer");
  await holders.getByRole("link", { name: "All 2 role assignments in Access" }).click();
  await v.main.getByRole("heading", { level: 1, name: "Access" }).waitFor();
  await v.row("Lena Fischer", "Studio Admin").waitFor();
});

story("a role leads to the forms of Access: to update it, to assign it", ADAEZE, async (v) => {
  await v.section("Roles");
  await v.main.getByRole("link", { name: "ac_rw", exact: true }).click();
  await v.reads(v.main, /This tenant has updated the role: revision 2, where the catalog ships 1/);
  await v.reads(v.main, /taken out: tasks\.tasks\.delete/);
  await v.reads(v.main.getByRole("region", { name: "Who holds it" }), /Narrowed for \d+ (person|people)/);
  await v.main.getByRole("link", { name: "ac_admin", exact: true }).click();
  await v.main.getByRole("heading", { level: 1, name: "ac_admin" }).waitFor();
  await v.reads(v.main, /from ac_rw/);
  await v.main.getByRole("link", { name: "Assign", exact: true }).click();
  assert.ok(await v.form.getByRole("group", { name: "Roles", exact: true }).last().getByLabel("ac_admin", { exact: true }).isChecked());
});

story("a role that the tenant defines stands with the others, in the list, the matrix and the comparison", ADAEZE, async (v) => {
  await v.section("Roles");
  await v.main.getByRole("link", { name: "Define a role" }).click();
  await type(v, v.form.getByLabel("Id", { exact: true }), "task_writer");
  await type(v, v.form.getByLabel("Name", { exact: true }), "Task writer");
  await v.form.getByRole("group", { name: "Assigned at", exact: true }).last().getByLabel("Account", { exact: true }).check();
  await v.form.getByRole("group", { name: "Permissions", exact: true }).last().getByLabel("Create tasks", { exact: true }).check();
  await v.form.getByRole("button", { name: "Add to the change set" }).click();
  await v.save();
  await v.section("Roles");
  await v.reads(rows(v).filter({ hasText: "Task writer" }), "this tenant's own");
  await part(v, "Compare");
  await pick(v, "One role", "task wr", /Task writer/);
  await pick(v, "The other", "ac_ro", /ac_ro/);
  await v.main.getByRole("region", { name: "Only Task writer: 1" }).waitFor();
  await part(v, "Matrix");
  await v.reads(v.main, /6 roles × 56 permissions/);
  await v.main.getByRole("gridcell", { name: "Task writer, Create tasks: stated" }).waitFor();
});

story("the matrix is a picture that the keyboard walks, and the cell in focus is told in words", `${TOMAS}/~roles/matrix`, async (v) => {
  const { page } = v;
  await v.reads(v.main, /59 roles × 185 permissions, 565 granted/);
  await v.main.getByRole("grid").locator("[tabindex='0']").focus();
  await v.focuses("Owner, Manage API credentials: stated");
  await page.keyboard.press("ArrowRight");
  await v.focuses(/^Owner, .*: assumed, one cell of this row is empty/);
  await v.reads(cell(v), /assumed: one cell of this row is empty/);
  await page.keyboard.press("Control+End");
  await v.focuses(/^Billing Group Viewer, .*: not granted$/);
  await v.reads(cell(v), "may not");
  await page.keyboard.press("PageUp");
  await page.keyboard.press("Home");
  await v.focuses("Trust Hub Viewer, Manage API credentials: not granted");
  await inAddress(v, "cell=trust-hub-viewer+account.api-credentials.manage");
  await page.reload();
  await v.reads(cell(v), "Trust Hub Viewer");
  // One stop for Tab, and what is in focus leads on.
  assert.equal(await v.main.getByRole("grid").locator("[tabindex='0']").count(), 1);
  await v.main.getByRole("grid").locator("[tabindex='0']").focus();
  await page.keyboard.press("Enter");
  await v.main.getByRole("heading", { level: 1, name: "Trust Hub Viewer" }).waitFor();
  await v.main.getByRole("link", { name: "Show in the matrix" }).click();
  await v.reads(cell(v), "Trust Hub Viewer");
});

story("the matrix is made of fewer elements than cells, and of one product it leaves out the rest", `${TOMAS}/~roles/matrix`, async (v) => {
  await v.main.getByRole("grid").waitFor();
  assert.ok((await v.main.locator("*").count()) < 5_000);
  assert.equal(await v.main.locator("[role=grid] [role=gridcell]").count(), 565, "what is granted; the cell in focus is one of it");
  await v.main.getByRole("radio", { name: "large, with letters" }).check();
  await v.main.getByRole("columnheader", { name: "flows.create", exact: true }).waitFor();
  await v.main.getByLabel("Product", { exact: true }).selectOption({ label: "Studio" });
  await v.reads(v.main, /3 roles × 15 permissions, \d+ granted; 56 roles without any of it left out/);
  const pressed = v.main.getByRole("row", { name: /^Studio Viewer/ }).getByRole("gridcell", { name: /View flows/ });
  await pressed.click();
  await v.reads(cell(v), /Studio Viewer may view flows/);
});

story("on a phone the matrix shows one product at a time, inside its own frame", `${TOMAS}/~roles/matrix`, async (v) => {
  const product = v.main.getByLabel("Product", { exact: true });
  assert.equal(await product.inputValue(), "account");
  assert.equal(await product.getByRole("option", { name: "all products" }).count(), 0);
  await product.selectOption({ label: "Messaging" });
  await v.main.getByRole("columnheader", { name: "Messaging" }).waitFor();
  const grid = v.main.getByRole("grid");
  await grid.locator("[tabindex='0']").focus();
  await v.page.keyboard.press("End");
  // The frame moves, not the page.
  await v.page.waitForFunction(() => document.querySelector("main [role=grid]").scrollLeft > 0);
  assert.equal(await v.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
}, { width: WIDTHS.phone });

story("two roles are compared in permissions and in pages", TOMAS, async (v) => {
  await v.section("Roles");
  await part(v, "Compare");
  await pick(v, "One role", "studio adm", /Studio Admin/);
  await pick(v, "The other", "studio view", /Studio Viewer/);
  await v.reads(v.main.getByRole("status"), "Studio Admin grants all of Studio Viewer, and 3 more.");
  await v.main.getByRole("region", { name: "Only Studio Viewer: 0" }).waitFor();
  await v.reads(v.main.getByRole("region", { name: "Only Studio Admin: 3" }), /studio\.flows\.create/);
  await v.reads(v.main.getByRole("region", { name: "Only Studio Admin opens: 1" }), "New flow");
  await v.main.getByRole("button", { name: "Swap" }).click();
  await v.holds(v.main.getByRole("combobox", { name: "One role" }), "Studio Viewer");
  await inAddress(v, "a=studio-viewer&b=studio-admin");
});

story("a link to a role that is not there says so, and answers about no other", `${TOMAS}/~roles/role/nope`, async (v) => {
  await v.reads(v.main, /There is no role nope in Harbourline\./);
  await v.goes(`${TOMAS}/~roles/compare?a=nope&b=owner`);
  await v.reads(v.main, /There is no role nope in Harbourline\./);
  await v.holds(v.main.getByRole("combobox", { name: "One role" }), "");
  await v.holds(v.main.getByRole("combobox", { name: "The other" }), "Owner");
  await v.lacks(v.main, "In permissions");
  await pick(v, "One role", "studio adm", /Studio Admin/);
  await v.lacks(v.main, /There is no role/);
  await v.reads(v.main.getByRole("status"), /^Owner grants all of Studio Admin/);
});

story("the least role for a task is found, and assigned", TOMAS, async (v) => {
  await v.section("Roles");
  await part(v, "Least role");
  await pick(v, "Permissions that are needed", "studio.flows.create", /Create flows/);
  const first = v.main.locator(".sets > li").first();
  await v.reads(first, "Studio Admin");
  await pick(v, "Permissions that are needed", "email.settings.update", /Change email settings/);
  await v.reads(first, /Studio Admin\s*and\s*Email Admin/);
  await v.main.getByLabel("To be assigned at").selectOption({ label: "Account" });
  await inAddress(v, "want=studio.flows.create+email.settings.update");
  await first.getByText(/other permissions?$/).click();
  await v.reads(first, "studio.flows.read");
  await first.getByRole("link", { name: "Assign Studio Admin and Email Admin" }).click();
  for (const role of ["Studio Admin", "Email Admin"]) assert.ok(await v.form.getByLabel(role, { exact: true }).isChecked(), role);
});

story("a task that no role brings is said to be one, and a link with nonsense shows what there is", `${MAREN}/~roles/least?want=organization.sso.manage+nonsense&at=nowhere`, async (v) => {
  await v.reads(v.main.getByRole("listitem").first(), "Owner");
  for (const page of ["~roles/role/nobody", "~roles/nowhere", "~roles/compare?a=x&b=y", "~roles/matrix?cell=x+y&product=z", "~roles?kind=none"]) {
    await v.goes(`${MAREN}/${page}`);
    assert.equal(await v.heading(), "Roles", page);
  }
  await v.reads(v.main.getByRole("status"), "0 of 5 roles");
});
