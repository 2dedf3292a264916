// Questions about a tenant of ten thousand people: who can, where can, what can, each answered as one types.
import assert from "node:assert/strict";
import { storyteller, WIDTHS } from "./demo.mjs";

const { story } = storyteller();

const TOMAS = "#/twilio/USb583cf55c85f3d182f89a5eb2ca894bd/OR9bff5802a10431970767dad28811a4df/~questions";
const ADAEZE = "#/studio/adaeze.obi/sys-voicebridge/~questions";
const MAREN = "#/voiceflow/maren.vogt/ws-customer-care/~questions";

const UNIT = { µs: 1e-3, ms: 1, s: 1e3 };
const answer = (v) => v.main.getByRole("region", { name: "The answer" });
const count = async (v) => Number((await v.main.locator(".answer-count").innerText()).match(/^[\d,]+/)[0].replace(",", ""));
const answers = (v) => v.main.locator(".answer");
const field = (v, name) => v.main.getByRole("combobox", { name });
const inAddress = (v, text) => v.page.waitForURL((url) => decodeURIComponent(url.hash).includes(text));

/** A time as it is written, in milliseconds. */
function milliseconds(text) {
  const [, value, unit] = /([\d.]+) (µs|ms|s)\b/.exec(text) ?? assert.fail(`no time in: ${text}`);
  return Number(value) * UNIT[unit];
}

/** Types as a visitor does: what is in the field is replaced. */
async function type(v, field, text) {
  await field.selectText();
  await v.page.keyboard.type(text);
}

/** Waits for the tenant, which is made when the section is opened first. */
async function ready(v) {
  await answer(v).waitFor({ timeout: 60_000 });
}

story("ten thousand people are made in the page and loaded by the engine, and it is said how long both took", ADAEZE, async (v) => {
  await ready(v);
  const facts = v.main.getByRole("status").filter({ hasText: "an invented tenant" });
  await v.reads(facts, /10,000 people/);
  await v.reads(facts, /1,001 scopes/);
  await v.reads(facts, /50,200 role assignments/);
  const text = await facts.innerText();
  assert.ok(milliseconds(/Written by this page in ([^;]+)/.exec(text)[1]) > 0);
  assert.ok(milliseconds(/by the engine in ([^,]+)/.exec(text)[1]) > 0);
  await v.reads(v.main, /How it is measured: on this device/);
});

story("who can is answered as one types, before anything is chosen", TOMAS, async (v) => {
  await ready(v);
  const before = await count(v);
  const permission = field(v, /^Who can/);
  await permission.click();
  await type(v, permission, "buy num");
  await v.main.getByRole("option", { name: /Buy numbers/ }).waitFor();
  await v.reads(answer(v), /phone-numbers\.inventory\.buy/);
  assert.notEqual(await count(v), before);
  assert.ok(milliseconds(await v.main.locator(".answer-time").innerText()) > 0);
  await v.reads(answer(v), /mean of [\d,]+ calls?/);
  // Escape takes it back; Enter keeps it.
  await permission.press("Escape");
  await v.reads(answer(v), /studio\.flows\.read/);
  assert.equal(await count(v), before);
  await v.holds(permission, "View flows");
  await type(v, permission, "buy num");
  await permission.press("Enter");
  await inAddress(v, "p=phone-numbers.inventory.buy");
  const kept = await count(v);
  await v.page.reload();
  await ready(v);
  assert.equal(await count(v), kept, "the same people at every visit");
});

story("of ten thousand people the first that fit are listed, and each answer has its reason", MAREN, async (v) => {
  await ready(v);
  const first = answers(v).first();
  const name = (await first.getByRole("link").first().innerText()).trim();
  await first.getByRole("button", { name: /^Why/ }).click();
  await v.reads(first, /by (a role assignment|an override) at/);
  await inAddress(v, "why=");
  await first.getByRole("button", { name: /^Why/ }).click();
  await v.counts(first.locator(".answer-why"), 0);
  // One question leads to the next: what else somebody can do there, and where.
  await first.getByRole("link", { name, exact: true }).click();
  await v.reads(answer(v), /directory\.listPermissions/);
  await v.holds(field(v, /^What can/), name);
  await v.reads(answer(v), /pages? open/);
  await answers(v).filter({ hasText: "project.content.edit" }).getByRole("link", { name: /^Where else/ }).click();
  await v.reads(answer(v), /directory\.listScopes/);
  await v.holds(field(v, /^Where can/), name);
  assert.ok((await count(v)) >= 1);
  await answers(v).first().getByRole("link", { name: /^Who else/ }).click();
  await v.reads(answer(v), /directory\.listPrincipals/);
  await answers(v).filter({ hasText: name }).first().waitFor();
});

story("a hundred answers are shown, and more on demand, where the focus goes", MAREN, async (v) => {
  await ready(v);
  const all = await count(v);
  assert.ok(all > 200);
  assert.equal(await answers(v).count(), 100);
  await v.main.getByRole("button", { name: /^Show more/ }).click();
  await answers(v).nth(199).waitFor();
  // The first that is new: people share names, so it is the element that is looked for.
  await v.page.waitForFunction((link) => link === document.activeElement, await answers(v).nth(100).getByRole("link").first().elementHandle());
  await inAddress(v, "n=200");
  while (await v.main.getByRole("button", { name: /^Show more/ }).count()) await v.main.getByRole("button", { name: /^Show more/ }).click();
  assert.equal(await answers(v).count(), all);
});

story("people are found without their accents, and a long list says how long it is", `${MAREN}/what`, async (v) => {
  await ready(v);
  const person = field(v, /^What can/);
  await person.click();
  await v.reads(v.main, "the first 50 of 10,000 people");
  await type(v, person, "lukasz now");
  await v.main.getByRole("option", { name: /Łukasz Nowicki/ }).waitFor();
  await v.counts(v.main.getByRole("option"), 1);
  await person.press("Enter");
  await inAddress(v, "who=lukasz.nowicki");
  // Nobody is called so: nothing changes.
  await type(v, person, "nobody at all");
  await v.reads(v.main, "0 people: nothing matches “nobody at all”");
  await person.press("Tab");
  await v.holds(person, "Łukasz Nowicki");
});

story("the keyboard alone asks, walks the answers and asks on", TOMAS, async (v) => {
  await ready(v);
  const { page } = v;
  const scope = field(v, /^at/);
  await scope.focus();
  await page.keyboard.type("porto clinics: orders");
  await v.main.getByRole("option", { name: /Porto Clinics: Orders/ }).waitFor();
  await page.keyboard.press("Enter");
  await inAddress(v, "s=AC");
  await v.holds(scope, "Porto Clinics: Orders");
  await page.keyboard.press("ArrowDown");
  await v.main.getByRole("option").first().waitFor();
  await page.keyboard.press("Escape");
  await v.counts(v.main.getByRole("option"), 0);
  await v.holds(scope, "Porto Clinics: Orders");
  // However often it is pressed, what was chosen stays.
  await page.keyboard.press("Escape");
  await v.holds(scope, "Porto Clinics: Orders");
  await page.keyboard.type("porto clinics: or");
  await v.main.getByRole("option", { name: /Porto Clinics: Orders/ }).waitFor();
  for (const key of ["Enter", "Escape"]) await page.keyboard.press(key);
  await v.holds(scope, "Porto Clinics: Orders");
});

story("who comes back to a field and types asks anew, and adds nothing to what was chosen", TOMAS, async (v) => {
  await ready(v);
  const permission = field(v, /^Who can/);
  await permission.click();
  await permission.press("Escape");
  await permission.click();
  await v.page.keyboard.type("buy num");
  await v.holds(permission, "buy num");
  // What is being typed is mended where one presses, and not taken for chosen.
  await permission.click();
  await v.page.keyboard.press("End");
  await v.page.keyboard.type("bers");
  await v.holds(permission, "buy numbers");
  await v.main.getByRole("option", { name: /Buy numbers/ }).waitFor();
});

story("on a phone a question, its answer and the reason stand below each other", TOMAS, async (v) => {
  await ready(v);
  await answers(v).first().getByRole("button", { name: /^Why/ }).click();
  await v.reads(answers(v).first(), /by a role assignment at/);
  assert.equal(await v.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
}, { width: WIDTHS.phone });

story("a link that asks about what is not there asks what the page begins with", `${MAREN}?p=none&s=nowhere&who=nobody&n=x&why=y`, async (v) => {
  await ready(v);
  await v.reads(answer(v), /project\.content\.edit/);
  await v.counts(answers(v), 100);
});
