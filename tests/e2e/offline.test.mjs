// After the first load the demo needs no network: a service worker keeps all of it, in whatever folder it lies.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { startDemo } from "./demo.mjs";

const FOLDER = "/some/folder/";
const FEMI = "#/voiceflow/femi.adeyemi/ws-customer-care";

let demo;
before(async () => {
  demo = await startDemo({ folder: FOLDER });
});
after(() => demo?.close());

/** Waits until the worker has fetched everything and answers for this page. */
const kept = (v) => v.page.evaluate(async () => {
  const { scope } = await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
  return new URL(scope).pathname;
});

/** Opens a section, whose script may have to come first. */
async function opens({ page, main }, name) {
  const sections = page.getByRole("navigation", { name: "Sections" });
  await sections.getByRole("link", { name, exact: true }).click();
  await sections.locator("a[aria-current]", { hasText: name }).waitFor();
  await main.getByText(`Opening ${name}…`).waitFor({ state: "detached" });
  await main.getByRole("heading").first().waitFor();
}

test("after one visit every section opens without a network, also after a reload", async (t) => {
  const visitor = await demo.visit(FEMI, { worker: true });
  const { page } = visitor;
  assert.equal(await kept(visitor), FOLDER, "the worker answers for the folder of the demo and for nothing else of the host");
  // The server is away for good, which no browser can take for a setting.
  await demo.goAway();
  t.after(() => demo.comeBack());
  await page.reload();
  await visitor.reads(page.getByRole("banner"), "Femi Adeyemi");
  assert.ok((await visitor.pages()).includes("Members"));
  const sections = await page.getByRole("navigation", { name: "Sections" }).getByRole("link").allInnerTexts();
  assert.ok(sections.length >= 7, sections.join());
  for (const name of sections.reverse()) await opens(visitor, name);
  await visitor.vendor("Twilio");
  await visitor.reads(page.getByRole("banner"), "Lena Fischer");
  assert.deepEqual(visitor.trouble, [], "what was not kept was asked for");
  await visitor.close();
});

test("everything that is built is kept", async () => {
  const worker = await (await fetch(`${demo.origin}${FOLDER}sw.js`)).text();
  const files = (await readdir(demo.dist, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);
  assert.ok(files.some((name) => name.endsWith(".wasm")));
  for (const name of files.filter((file) => file !== "sw.js")) assert.ok(worker.includes(`${name}"`), `${name} is not in the worker's list`);
});

test("after a new build the next load shows it, though a worker has kept the one before", async (t) => {
  const visitor = await demo.visit(FEMI, { worker: true });
  const { page } = visitor;
  await kept(visitor);
  t.after(() => demo.change("index.html", undefined));
  const description = () => page.evaluate(() => document.querySelector("meta[name='description']").content);
  const old = await description();
  demo.change("index.html", (html) => html.replace(old, "The next version."));
  await page.reload();
  await page.locator("h1").waitFor();
  assert.equal(await description(), "The next version.");
  // The worker has not heard of it, and without a network it gives what it has.
  await demo.goAway();
  t.after(() => demo.comeBack());
  await page.reload();
  await page.locator("h1").waitFor();
  assert.equal(await description(), old);
  await visitor.close();
});

test("a new version takes over at the next load, and no page is loaded anew by itself", async (t) => {
  const visitor = await demo.visit(FEMI, { worker: true });
  const { page } = visitor;
  await kept(visitor);
  const version = () => page.evaluate(() => document.querySelector("meta[name='description']").content);
  const old = await version();
  t.after(() => ["index.html", "sw.js"].forEach((name) => demo.change(name, undefined)));
  // What a new build changes: a file that has a fixed name, and its revision in the worker's list.
  demo.change("index.html", (html) => html.replace(old, "The next version."));
  demo.change("sw.js", (worker) => worker.replace(/(url:"index\.html",revision:")\w+/, "$1next"));

  await page.evaluate(() => {
    window.here = true;
    window.taken = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
  });
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
    await window.taken;
  });
  assert.equal(await version(), old);
  assert.ok(await page.evaluate(() => window.here), "the open page was loaded anew");
  await opens(visitor, "Speed");
  await page.reload();
  await page.locator("h1").waitFor();
  assert.equal(await version(), "The next version.");
  assert.equal(await page.evaluate(() => performance.getEntriesByType("navigation")[0].type), "reload");
  await visitor.close();
});

test("a section whose file is missing makes the page load once more, then says so, and opens when it is back", async () => {
  const [name] = (await readdir(`${demo.dist}/assets`)).filter((file) => /^SpeedView.*\.js$/.test(file));
  demo.change(`assets/${name}`, "gone");
  const visitor = await demo.visit(FEMI);
  const { page } = visitor;
  let loads = 0;
  page.on("load", () => loads++);
  await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Speed" }).click();
  await visitor.reads(visitor.main, "This section could not be opened.");
  assert.equal(loads, 1);
  demo.change(`assets/${name}`, undefined);
  await page.getByRole("button", { name: "Load the page again" }).click();
  await page.getByRole("button", { name: "Run in this browser" }).waitFor();
  // Not with its checks: a missing file is an error in the console.
  await visitor.context.close();
});
