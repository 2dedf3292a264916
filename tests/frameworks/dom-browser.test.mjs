// The app of docs/frameworks/dom.md in a browser: nothing forbidden is ever seen, or reached by Tab.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { GONE } from "./focus.mjs";
import { account, blocks } from "./support/example.mjs";

const IMPORTS = { imports: { rolescope: "/dist/index.js", "rolescope/dom": "/dist/dom.js" } };
const [app] = blocks("dom", "html");
const html = app.replace(`<script type="module">`, `<link rel="icon" href="data:,"><script type="importmap">${JSON.stringify(IMPORTS)}</script>$&`);

let browser, server, page, given, answer, push;
const trouble = [];

before(async () => {
  given = account("studio-viewer");
  const asked = new Promise((resolve) => (answer = resolve));
  server = createServer(async ({ url }, response) => {
    if (url === "/snapshot") return response.writeHead(200).end(await asked);
    if (url === "/snapshots") {
      push = (snapshot) => response.write(`data: ${snapshot.replaceAll("\n", "\ndata: ")}\n\n`);
      return response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    }
    if (url === "/") return response.writeHead(200, { "content-type": "text/html" }).end(html);
    const file = /^\/dist\/[a-z.]+$/.test(url) && (await readFile(new URL(`../../pkg${url}`, import.meta.url)));
    response.writeHead(file ? 200 : 404, { "content-type": "text/javascript" }).end(file || "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await chromium.launch({ executablePath: process.env.ROLESCOPE_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  page = await browser.newPage();
  page.on("pageerror", (error) => trouble.push(String(error)));
  await page.goto(`http://127.0.0.1:${server.address().port}/`, { waitUntil: "commit" });
});

after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

/** What Tab reaches, from the start of the page until it leaves it. */
async function tabbed() {
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  });
  const reached = [];
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press("Tab");
    const text = await page.evaluate(() => (document.activeElement === document.body ? undefined : document.activeElement.textContent));
    if (text === undefined || reached.includes(text)) break;
    reached.push(text);
  }
  return reached;
}

test("before there is a session nothing is shown, and Tab reaches nothing", async () => {
  await page.locator("h1").waitFor();
  await page.waitForFunction(() => customElements.get("can-access"));
  assert.equal(await page.locator("main").innerText(), "Flows");
  assert.deepEqual(await tabbed(), []);
});

test("with it, what is allowed is shown, and what is explained is off", async () => {
  answer(given.first);
  await page.getByRole("link", { name: "All flows" }).waitFor();
  assert.deepEqual(await tabbed(), ["All flows"]);
  assert.equal(await page.getByText("Delete").count(), 0);
  assert.equal(await page.getByRole("button", { name: "Edit" }).isDisabled(), true);
  const { message } = given.session.check("studio.flows.update", "AC1");
  assert.equal(await page.locator("small").innerText(), message);
  assert.match(await page.locator("main").ariaSnapshot(), /button "Edit" \[disabled\]/);
});

test("an update gives more, in the order of the document; the next takes the focused button and says so", async () => {
  push(given.snapshot("studio-admin"));
  await page.getByRole("button", { name: "Delete" }).focus();
  assert.deepEqual(await tabbed(), ["All flows", "Delete", "Edit"]);
  await page.getByRole("button", { name: "Delete" }).focus();
  push(given.snapshot("studio-viewer"));
  await page.getByRole("main").getByRole("status").getByText(GONE).waitFor({ state: "attached" });
  assert.equal(await page.evaluate(() => document.activeElement.localName), "main");
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("button")].map((button) => [button.textContent, button.disabled])), [["Edit", true]]);
  assert.deepEqual(trouble, []);
});

const DELETE = `permission="studio.flows.delete" scope="AC1"`;
const AROUND = [
  ["main", "what is not shown any more", `<can-access ${DELETE} role="group"><button>Delete</button></can-access>`],
  ["main", "what is inert", `<can-access ${DELETE} mode="disable" tabindex="-1"><button>Delete</button></can-access>`],
  ["dialog", "nothing: in a modal dialog it stays there, where alone it is heard,", `<dialog><can-access ${DELETE}><button>Delete</button></can-access></dialog>`],
];
for (const [target, what, markup] of AROUND) {
  test(`the focus passes over ${what} and goes to ${target}`, async () => {
    push(given.snapshot("studio-admin"));
    await page.evaluate((html) => {
      document.querySelector("main").innerHTML = html;
      document.querySelector("dialog")?.showModal();
    }, markup);
    await page.locator("button:enabled").focus();
    push(given.snapshot("studio-viewer"));
    await page.locator(`${target} > output`).getByText(GONE).waitFor({ state: "attached" });
    assert.equal(await page.evaluate(() => document.activeElement.localName), target);
    assert.deepEqual(trouble, []);
  });
}

test("until the elements are defined, the page's rule hides what is in them", async () => {
  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.setContent(app);
  assert.equal(await plain.locator("main").innerText(), "Flows");
  assert.equal(await plain.getByText("All flows").isVisible(), false);
  assert.equal(await plain.getByText("Delete").count(), 0, "a template's content is in no document");
});
