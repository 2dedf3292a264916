// The speed section: the checks run in the visitor's browser, and nothing is drawn before all agree.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sideways, violations } from "./axe.mjs";
import { storyteller, WIDTHS } from "./demo.mjs";

const { story, demo } = storyteller();

const SPEED = "#/voiceflow/maren.vogt/ws-customer-care/~speed";
const SHORT = `${SPEED}?rounds=3`;
const MINUTE = 60_000;

const button = (v, name) => v.main.getByRole("button", { name, exact: true });
const status = (v) => v.main.getByRole("status");
const says = (v, text) => status(v).filter({ hasText: text }).waitFor({ timeout: MINUTE });

const UNITS = { ns: 1, µs: 1e3, ms: 1e6 };

/** A time as the page writes it, in nanoseconds; not a number where it is none. */
function nanoseconds(text) {
  const [value, unit] = text.split(" ");
  return Number(value.replaceAll(",", "")) * UNITS[unit];
}

/** The rows of a table: who, and the median in nanoseconds. */
async function medians(v, name) {
  const rows = v.main.getByRole("region", { name }).getByRole("row");
  const texts = (await rows.allInnerTexts()).slice(1).map((row) => row.split("\t").map((cell) => cell.trim()));
  return texts.map(([who, median]) => ({ who, ns: nanoseconds(median) }));
}

story("a visitor runs the checks: all agree, everybody has a time, and it is drawn", SHORT, async (v) => {
  await v.reads(v.main, /50 accounts × 20 subaccounts, 60 roles of 1 to 40 out of 200 permissions, one person with 25 role assignments/);
  assert.equal(await v.main.getByRole("img").count(), 0, "nothing is drawn before it is measured");
  await button(v, "Run in this browser").click();
  await says(v, "Done: 3 rounds.");
  await v.reads(v.main, "All 5 gave the same answer to 32,768 of 32,768 questions, and the navigation is the same at 132 of 132 scopes.");

  const checks = await medians(v, "One check, the numbers");
  assert.deepEqual(
    checks.map(({ who }) => who),
    ["precomputed Map→Set", "rolescope, session.can", "CASL 7, flattened per scope", "precomputed Set of one scope, held", "rolescope, view.can at one scope, held"],
  );
  const pages = await medians(v, "The whole navigation, the numbers");
  assert.deepEqual(pages.map(({ who }) => who), ["hand-written JS", "rolescope, session.pages, first at a scope", "rolescope, session.pages, asked again"]);
  for (const { who, ns } of [...checks, ...pages]) assert.ok(ns > 0, `${who}: ${ns}`);
  await v.reads(v.main, /\d (ms|µs) to check and load \d+ KB of text/);
  const load = nanoseconds(await v.main.locator("[data-id=load]").innerText());
  // It reads and checks a hundred kilobytes: no machine does that in the time of a check.
  assert.ok(load > 10_000 && load < 1e9, `a load of ${load} ns`);

  // The picture says what the table says.
  const picture = await v.main.getByRole("img", { name: /^Bar chart\. Median time of one check\./ }).getAttribute("aria-label");
  for (const { who } of checks) assert.ok(picture.includes(`${who}: `), picture);
  const bars = await v.main.locator(".bars").first().locator(".bar").evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().width));
  const [map, , , held] = checks.map(({ ns }) => ns);
  assert.ok(Math.abs(bars[3] / bars[0] - held / map) < 0.03, "the scale begins at zero");
});

story("a run is stopped and run again, and the focus stays on the button", `${SPEED}?rounds=200`, async (v) => {
  await button(v, "Run in this browser").click();
  await v.main.getByRole("progressbar", { name: "Rounds measured" }).waitFor();
  await v.main.getByRole("region", { name: "One check, the numbers" }).waitFor({ timeout: MINUTE });
  await button(v, "Stop").click();
  await says(v, /^Stopped after \d+ rounds? of 200\. The times below are of those\.$/);
  await v.focuses("Run again");
  assert.ok((await medians(v, "One check, the numbers")).every(({ ns }) => ns > 0));

  await v.main.getByLabel("Rounds").selectOption("7");
  await v.page.waitForURL(/rounds=7/);
  await button(v, "Run again").click();
  await says(v, "Done: 7 rounds.");
});

story("a run that is stopped at once has nothing to show, and leaving the section stops it", `${SPEED}?rounds=200`, async (v) => {
  await button(v, "Run in this browser").press("Enter");
  await button(v, "Stop").press("Enter");
  await says(v, "Stopped before the first round was over.");
  assert.equal(await v.main.getByRole("img").count(), 0);
  await button(v, "Run again").click();
  await says(v, /Measuring/);
  await v.section("Overrides");
  await v.page.goBack();
  await button(v, "Run in this browser").waitFor();
});

test("if one answer differs, the page says whose, and draws nothing", async () => {
  // A browser whose Set is wrong about one permission: everybody who looks into a plain Set is wrong with it.
  const visitor = await demo().visit(SHORT, {
    before: () => {
      const has = Set.prototype.has;
      Set.prototype.has = function (value) {
        return value === "voice.usage.read" ? !has.call(this, value) : has.call(this, value);
      };
    },
  });
  await button(visitor, "Run in this browser").click();
  await says(visitor, /^Nothing was measured: the answers differ\. .*session\.can: [1-9]\d* of 32768 answers differ/);
  assert.equal(await visitor.main.getByRole("img").count(), 0);
  assert.equal(await visitor.main.getByRole("table").count(), 0);
  await visitor.close();
});

for (const [size, width] of Object.entries(WIDTHS)) {
  story(`${size}: the results fit, and axe finds nothing in either theme`, SHORT, async (v) => {
    await button(v, "Run in this browser").click();
    await says(v, "Done: 3 rounds.");
    assert.ok((await sideways(v.page)) <= 0, "too wide");
    for (const theme of ["light", "dark"]) {
      await v.page.getByRole("button", { name: /Colour theme/ }).click();
      await v.page.getByRole("button", { name: `Colour theme: ${theme}. Change` }).waitFor();
      assert.deepEqual(await violations(v.page), [], theme);
    }
  }, { width });
}
