// The playground: a catalog and a directory as text, what is wrong with them and where, and what they answer.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { BROWSER } from "./browsers.mjs";
import { WIDTHS, storyteller } from "./demo.mjs";

const BLANK = "#/voiceflow/maren.vogt/ws-customer-care/~playground?start=blank";
const RETAIL = "#/voiceflow/maren.vogt/ws-customer-care/~playground?start=retail";

const { story, demo } = storyteller();

/** What a visitor of the playground sees and does. */
function playground(visitor) {
  const { page } = visitor;
  const editor = (name) => page.getByRole("textbox", { name: `${name} as JSON text` });
  const text = (name) => page.getByRole("region", { name, exact: true });
  const answers = page.getByRole("region", { name: "Answers" });
  /** Looks for `words` in a text, as a visitor would, and leaves them selected. */
  const find = async (name, words) => {
    await editor(name).focus();
    await page.keyboard.press("Control+f");
    await page.keyboard.type(words);
    for (const key of ["Enter", "Escape"]) await page.keyboard.press(key);
  };
  return {
    editor,
    text,
    answers,
    find,
    decision: answers.getByRole("status", { name: "Decision" }),
    problems: (name) => text(name).getByRole("region", { name: /^Problems of/ }),
    options: page.getByRole("listbox", { name: "Completions" }),
    /** Types `after` in the place of `before`. */
    async instead(name, before, after) {
      await find(name, before);
      await page.keyboard.insertText(after);
    },
    lines: async (name) => (await editor(name).locator(".cm-line").allTextContents()).join("\n"),
    choose: (label, option) => answers.getByRole("combobox", { name: label }).selectOption(option),
  };
}

/** The marked pieces of an editor: what is wrong, where it is written. */
const marked = (editor, severity = "error") => editor.locator(`.cm-lintRange-${severity}`);

/** The text of the file that a press gives. Firefox tells nobody which download is whose, so there the page is asked for what it gave. */
async function downloaded(page, button, name) {
  if (BROWSER !== "firefox") {
    const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
    assert.equal(file.suggestedFilename(), name);
    return readFile(await file.path(), "utf8");
  }
  await page.evaluate(() => {
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => createObjectURL.call(URL, (window.given = blob));
  });
  await button.click();
  return page.evaluate(() => window.given.text());
}

story("the editor is fetched when the playground is opened, not before", "#/voiceflow", async (visitor) => {
  const asked = [];
  visitor.page.on("request", (request) => asked.push(request.url()));
  const before = await visitor.page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  assert.ok(!before.some((name) => name.includes("PlaygroundView")), before.join("\n"));
  await visitor.section("Playground");
  await playground(visitor).editor("Catalog").waitFor();
  assert.ok(asked.some((url) => url.includes("PlaygroundView")), asked.join("\n"));
});

story("a misspelt permission is marked where it stands, and the last answers stay", BLANK, async (visitor) => {
  const { text, editor, answers, problems, instead } = playground(visitor);
  await visitor.reads(text("Catalog"), "No problems.");
  await instead("Catalog", '"grants": [{ "permission": "files.documents.read', '"grants": [{ "permission": "files.documents.raed');
  await visitor.reads(text("Catalog"), "1 problem.");
  await visitor.reads(problems("Catalog"), /unknown permission/);
  assert.equal(await marked(editor("Catalog")).textContent(), '"files.documents.raed"');
  await visitor.reads(text("Directory"), "Waits for a catalog that loads.");
  await visitor.reads(answers, "These answers are from the last version that could be read.");
  await visitor.reads(answers, "by the role Editor at Team North → Handbook");
});

story("the hint is taken with one press, and the answers follow again", BLANK, async (visitor) => {
  const { text, editor, answers, problems, instead, lines } = playground(visitor);
  await instead("Catalog", '"grants": [{ "permission": "files.documents.update', '"grants": [{ "permission": "files.documents.updat');
  await problems("Catalog").getByRole("button", { name: "Use files.documents.update" }).click();
  await visitor.reads(text("Catalog"), "No problems.");
  assert.match(await lines("Catalog"), /"grants": \[\{ "permission": "files\.documents\.update" \}\]/);
  await visitor.counts(marked(editor("Catalog")), 0);
  await visitor.lacks(answers, "These answers are from the last version that could be read.");
  assert.ok(await editor("Catalog").evaluate((element) => element.getRootNode().activeElement === element), "the focus goes to the text");
});

story("a comma too few is marked at its place too", BLANK, async (visitor) => {
  const { problems, editor, instead } = playground(visitor);
  await instead("Directory", '"catalog": "my-app",', '"catalog": "my-app"');
  await visitor.reads(problems("Directory"), "comma expected");
  await problems("Directory").getByRole("button", { name: "Line 3" }).click();
  await visitor.page.waitForFunction(() => document.activeElement?.shadowRoot?.querySelector(".cm-activeLine")?.textContent.includes('"scopes"'));
  assert.equal(await marked(editor("Directory")).first().textContent(), '"scopes"');
});

story("the permissions that the catalog defines are offered for a grant", BLANK, async (visitor) => {
  const { page } = visitor;
  const { options, instead, problems, lines } = playground(visitor);
  await instead("Catalog", '"permission": "files.documents.read', '"permission": "');
  await page.keyboard.press("Control+Space");
  await options.getByRole("option", { name: "files.documents.read Read documents" }).waitFor();
  await page.keyboard.type("upd");
  await options.getByRole("option", { name: /^files\.documents\.update/ }).waitFor();
  await options.getByRole("option", { name: /^files\.documents\.read/ }).waitFor({ state: "detached" });
  // The list waits a moment before it takes a key, so that nobody chooses by accident.
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
  await visitor.reads(problems("Catalog"), "dead-permission");
  assert.match(await lines("Catalog"), /"grants": \[\{ "permission": "files\.documents\.update" \}\]/);
});

story("the fields of the schema are offered, with what they mean", BLANK, async (visitor) => {
  const { page } = visitor;
  const { options, find, lines } = playground(visitor);
  await find("Catalog", '"grants": [{ "permission": "files.documents.read" }]');
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type(', "rea');
  await options.getByRole("option", { name: "reach" }).click();
  assert.match(await lines("Catalog"), /"files\.documents\.read" \}\], "reach": /);
  await page.keyboard.press("Control+Space");
  await options.getByRole("option", { name: "descendants" }).waitFor();
});

story("people, roles and scopes are offered in the directory", RETAIL, async (visitor) => {
  const { page } = visitor;
  const { options, instead } = playground(visitor);
  const offered = async (before, expected) => {
    await instead("Directory", before, before.slice(0, before.lastIndexOf('"') + 1));
    await page.keyboard.press("Control+Space");
    await options.getByRole("option", { name: expected }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+z");
  };
  await offered('"principal": "ida.brandt', "ruth.adler Ruth Adler");
  await offered('"role": "area-manager', "store-manager Store manager");
  await offered('"role": "area-manager", "scope": "region-north', "store-mill-lane Mill Lane, store");
});

story("under the pointer stands what a field means and what an id is called", BLANK, async (visitor) => {
  const { page } = visitor;
  const { editor, find } = playground(visitor);
  const tooltip = page.locator(".cm-tooltip-hover");
  await find("Catalog", '"inherits"');
  await editor("Catalog").getByText('"inherits"').hover();
  await visitor.reads(tooltip, /roles|closure|permissions/i);
  await editor("Directory").getByText('"editor"').first().hover();
  await visitor.reads(tooltip, "role: Editor");
});

story("the answers follow what is typed", BLANK, async (visitor) => {
  const { answers, decision, instead, choose } = playground(visitor);
  await choose("Principal", "ben");
  await choose("Permission", "files.documents.update");
  await visitor.reads(decision, "deny");
  await visitor.reads(decision, "no-grant");
  await visitor.reads(answers, /misses\s+files\.documents\.update/);
  await instead("Directory", '"principal": "ben", "role": "reader', '"principal": "ben", "role": "editor');
  await visitor.reads(decision, "allow");
  await visitor.lacks(answers, /misses/);
  const who = answers.getByRole("list").filter({ hasText: "Ana" });
  assert.deepEqual(await who.getByRole("listitem").allInnerTexts(), ["Ana", "Ben"]);
});

story("who is taken out of the directory stays the question, and the engine says why", BLANK, async (visitor) => {
  const { decision, instead, choose, answers } = playground(visitor);
  await choose("Principal", "ben");
  await instead("Directory", '{ "principal": "ana", "role": "editor", "scope": "team-north" },', "");
  await instead("Directory", '{ "principal": "ben", "role": "reader", "scope": "handbook" }', "");
  await instead("Directory", '{ "id": "ana", "name": "Ana" },', "");
  await instead("Directory", '{ "id": "ben", "name": "Ben" }', "");
  await visitor.reads(decision, "unknown-principal");
  assert.equal(await answers.getByRole("combobox", { name: "Principal" }).inputValue(), "ben");
});

story("a bad row can be set aside, and the rest answers", BLANK, async (visitor) => {
  const { answers, decision, text, problems, instead, choose } = playground(visitor);
  await instead("Directory", '"principal": "ben", "role": "reader', '"principal": "ben", "role": "owner');
  await visitor.reads(problems("Directory"), "unknown-role");
  await visitor.reads(answers, "These answers are from the last version that could be read.");
  await text("Directory").getByRole("switch", { name: "Set bad rows aside" }).click();
  await visitor.lacks(answers, "These answers are from the last version that could be read.");
  await choose("Principal", "ben");
  await visitor.reads(decision, "no-grant");
  await choose("Principal", "ana");
  await visitor.reads(decision, "allow");
});

story("a vendor's own texts come with what deserves a second look", "#/twilio", async (visitor) => {
  const { page } = visitor;
  await visitor.section("Playground");
  const { problems, text, editor } = playground(visitor);
  await visitor.reads(problems("Catalog"), "redundant-role");
  await visitor.reads(problems("Directory"), "near-limit");
  const [, line] = /Line (\d+)/.exec(await problems("Catalog").getByRole("button").innerText());
  await problems("Catalog").getByRole("button").click();
  await visitor.reads(text("Catalog").locator(".cm-activeLineGutter").first(), line);
  await visitor.counts(marked(editor("Catalog"), "warning"), 1);
  await page.keyboard.press("Shift+Tab");
  assert.ok(!(await editor("Catalog").evaluate((element) => element.getRootNode().activeElement === element)), "the keyboard gets out");
});

story("an unchanged start is but a name in the link", "#/studio/peter.halloran/ac-lakeside-clinic/~playground", async (visitor) => {
  const { page } = visitor;
  const { editor, answers } = playground(visitor);
  await visitor.reads(editor("Directory"), /"studio"/);
  await page.getByRole("navigation", { name: "Start from" }).getByRole("link", { name: /^Retail/ }).click();
  await visitor.reads(editor("Catalog"), /"retail"/);
  assert.ok(page.url().endsWith("/~playground?start=retail"), page.url());
  await visitor.reads(answers, /^Pages of Ida Brandt at /);
  await page.getByRole("navigation", { name: "Start from" }).getByRole("link", { name: /^Twilio/ }).click();
  await visitor.reads(editor("Catalog"), /"twilio"/);
  await page.goBack();
  await visitor.reads(editor("Catalog"), /"retail"/);
});

story("a link carries the texts and the question to a fresh visit", BLANK, async (visitor) => {
  const { page } = visitor;
  const { decision, instead, choose } = playground(visitor);
  await instead("Directory", '"name": "Ben', '"name": "Bénédicte');
  await choose("Principal", "ben");
  await choose("Permission", "files.documents.update");
  await visitor.reads(decision, "deny");
  await page.waitForFunction(() => location.hash.includes("directory="));
  await page.getByRole("button", { name: "Copy link" }).click();
  await visitor.reads(page.getByRole("status").last(), new RegExp(`The link is copied: ${page.url().length} characters|The clipboard is closed`));
  const history = await page.evaluate(() => window.history.length);

  const friend = await demo().visit(new URL(page.url()).hash);
  const there = playground(friend);
  await friend.reads(there.editor("Directory"), /Bénédicte/);
  await friend.reads(there.text("Catalog"), "No problems.");
  await friend.reads(there.decision, "deny");
  await friend.reads(there.decision, /^no role gives Bénédicte files\.documents\.update at Handbook$/);
  assert.equal(await there.answers.getByRole("combobox", { name: "Principal" }).inputValue(), "ben");
  assert.equal(await there.answers.getByRole("combobox", { name: "Permission" }).inputValue(), "files.documents.update");
  await friend.close();

  await instead("Directory", '"name": "Bénédicte', '"name": "Ben');
  await page.waitForFunction(() => !location.hash.includes("directory="));
  assert.equal(await page.evaluate(() => window.history.length), history, "typing is no step in the history");
});

story("who looks at another section and returns finds the texts, with the last word", BLANK, async (visitor) => {
  const { page } = visitor;
  const { answers, editor, decision, instead, choose } = playground(visitor);
  await choose("Principal", "ben");
  await instead("Directory", '"name": "Ben', '"name": "Bénédicte');
  // At once, before the address has followed.
  await visitor.section("Roles");
  await visitor.vendor("Twilio");
  await visitor.section("Playground");
  await visitor.reads(editor("Directory"), /Bénédicte/);
  await visitor.reads(decision, /^Bénédicte may files\.documents\.read at Handbook$/);
  await visitor.holds(answers.getByRole("combobox", { name: "Principal" }), "ben");
  await page.waitForURL((url) => url.hash.startsWith("#/twilio/") && url.hash.includes("directory="));
  await page.reload();
  await visitor.reads(editor("Directory"), /Bénédicte/);
  // Texts that are a vendor's own stay with that vendor.
  await page.getByRole("navigation", { name: "Start from" }).getByRole("link", { name: /^Studio/ }).click();
  await visitor.reads(editor("Directory"), /"studio"/);
  await visitor.section("Roles");
  await visitor.vendor("Twilio");
  await visitor.section("Playground");
  await visitor.reads(editor("Directory"), /Bénédicte/);
});

story("a link that was cut is said to be", `${BLANK}&catalog=q1YqSy0q`, async (visitor) => {
  await visitor.reads(visitor.main, "The texts in this link cannot be read: it may have been cut.");
  await visitor.reads(playground(visitor).editor("Catalog"), /"my-app"/);
});

story("files go in and out, by button and by hand", BLANK, async (visitor) => {
  const { page } = visitor;
  const { text, editor, answers, instead, lines } = playground(visitor);
  await instead("Catalog", '"title": "Edit documents', '"title": "Write documents');
  await visitor.page.waitForFunction(() => location.hash.includes("catalog="));
  const written = await downloaded(page, text("Catalog").getByRole("button", { name: "Download the catalog" }), "catalog.json");
  assert.ok(written.includes('"title": "Write documents"'));

  const tenant = { catalog: "my-app", scopes: [{ id: "atlas", type: "team", name: "Atlas" }], principals: [{ id: "zoe", name: "Zoë" }], roleAssignments: [{ principal: "zoe", role: "reader", scope: "atlas" }] };
  const body = Buffer.from(JSON.stringify(tenant, null, 2).replaceAll("\n", "\r\n"));
  await text("Directory").getByLabel("Open a directory file").setInputFiles({ name: "tenant.json", mimeType: "application/json", buffer: body });
  await visitor.reads(editor("Directory"), /Zoë/);
  await visitor.reads(text("Directory"), "No problems.");
  // What was said stays to be read when the address follows.
  await page.waitForFunction(() => location.hash.includes("directory="));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  assert.match(await page.getByRole("status").last().innerText(), /tenant\.json is open as the directory/);
  await visitor.reads(answers, "Pages of Zoë at Atlas");

  const dropped = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], "dropped.json", { type: "application/json" }));
    return data;
  }, written.replace('"my-app"', '"other-app"'));
  await editor("Catalog").dispatchEvent("drop", { dataTransfer: dropped });
  await visitor.reads(editor("Catalog"), /other-app/);
  await visitor.reads(text("Directory"), /wrong-catalog/);
  assert.equal((await lines("Catalog")).match(/"scopeTypes": \[$/gm).length, 1, "the file stands in the place of the text");

  await text("Catalog").getByLabel("Open a catalog file").setInputFiles({ name: "photo.json", mimeType: "application/json", buffer: Buffer.from([0xff, 0xd8, 0xff]) });
  await visitor.reads(page.getByRole("status").last(), "photo.json is no UTF-8 text");
  await visitor.counts(page.locator(".toast-refused"), 1);
  await visitor.reads(editor("Catalog"), /other-app/);
});

story("the whole text is typed over, and no style is written that the page forbids", BLANK, async (visitor) => {
  const { page } = visitor;
  const { editor, lines, problems } = playground(visitor);
  await visitor.reads(editor("Catalog"), /"my-app"/);
  await editor("Catalog").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("{");
  // What is selected is put into brackets, as anywhere in the editor.
  assert.match(await lines("Catalog"), /^\{\{[^]*\}\s*\}$/);
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(JSON.stringify({ id: "one-line", notes: Array.from({ length: 8000 }, (_, index) => `word ${index}`) }));
  await visitor.reads(editor("Catalog"), /word 7999/);
  await visitor.reads(problems("Catalog"), "the field version is missing");
});

story("what is too long for a link is said to be, and the files are the way", BLANK, async (visitor) => {
  const { page } = visitor;
  const { text, lines } = playground(visitor);
  const address = page.url();
  // Digits in no order cannot be packed to less than half.
  let seed = 7;
  const notes = Array.from({ length: 1200 }, () => Array.from({ length: 8 }, () => ((seed = (seed * 48271) % 2147483647) % 1e8).toString(36)).join(""));
  const catalog = JSON.stringify({ id: "my-app", version: "1.0.0", title: "Long", scopeTypes: [], permissions: [], roles: [], pages: [], rules: [], notes });
  await text("Catalog").getByLabel("Open a catalog file").setInputFiles({ name: "long.json", mimeType: "application/json", buffer: Buffer.from(catalog) });
  await visitor.reads(visitor.main, /A link would have \d+,\d+ characters, and 32,000 is the most\. The address no longer follows: download the files\./);
  assert.equal(page.url(), address);
  await visitor.section("Roles");
  await visitor.section("Playground");
  await visitor.reads(visitor.main, /A link would have \d+,\d+ characters/);
  assert.match(await lines("Catalog"), /"title":"Long"/);
});

story("on a phone the texts are tabs, with the answers below", BLANK, async (visitor) => {
  const { page } = visitor;
  const { editor, decision, instead } = playground(visitor);
  assert.equal(await editor("Directory").isVisible(), false);
  await instead("Catalog", '"id": "my-app', '"id": "our-app');
  await page.getByRole("tab", { name: "Directory 1 to look at" }).click();
  await visitor.reads(editor("Directory"), /"my-app"/);
  assert.equal(await editor("Catalog").isVisible(), false);
  await page.getByRole("button", { name: "Use our-app" }).or(page.getByText("wrong-catalog")).first().waitFor();
  await instead("Directory", '"catalog": "my-app', '"catalog": "our-app');
  await visitor.reads(decision, "allow");
  assert.match(page.url(), /text=directory/);
}, { width: WIDTHS.phone });

story("the keyboard goes in, from problem to problem, and out", BLANK, async (visitor) => {
  const { page } = visitor;
  const { editor, text, instead } = playground(visitor);
  await instead("Catalog", '"permission": "files.documents.read', '"permission": "files.documents.rea');
  await page.locator(".cm-lintRange-error").waitFor();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("F8");
  await visitor.reads(page.locator(".cm-activeLine").first(), /files\.documents\.rea"/);
  await page.locator(".cm-tooltip-lint").waitFor();
  await page.keyboard.press("Tab");
  await visitor.focuses(/Use files\.documents\.read/);
  await page.keyboard.press("Enter");
  await visitor.reads(text("Catalog"), "No problems.");
  assert.ok(await editor("Catalog").evaluate((element) => element.getRootNode().activeElement === element), "the focus goes to the text");
  await page.keyboard.press("Shift+Tab");
  await visitor.focuses("Download the catalog");
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("Tab");
  assert.equal(await editor("Catalog").evaluate((element) => element.getRootNode().activeElement === element), false);
});
