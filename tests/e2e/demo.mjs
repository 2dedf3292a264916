// The built demo behind a static server, and a browser to walk through it as a visitor would.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { Browsers } from "./browsers.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const dist = join(root, "www/dist");
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

/** How long a page that is slow may take to show what is waited for. Only a failure waits that long. */
const SOON = 15_000;

export const WIDTHS = { wide: 1440, tablet: 820, phone: 390 };

/** Starts the demo for a file of tests, and gives what walks it: each story is a visit of its own, closed with its checks. `demo` is there inside of tests. */
export function storyteller() {
  let demo;
  before(async () => {
    demo = await startDemo();
  });
  after(() => demo?.close());
  const story = (name, hash, walk, options) =>
    test(name, async () => {
      const visitor = await demo.visit(hash, options);
      await walk(visitor);
      await visitor.close();
    });
  return { story, demo: () => demo };
}

/** A file of www/dist as any host sends it: with its type, and compressed once. Over plain HTTP not every browser asks for brotli. */
const files = new Map();
async function file(path) {
  if (!files.has(path)) {
    const body = await readFile(join(dist, path));
    const br = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });
    files.set(path, { type: TYPES[extname(path)] ?? TYPES[".html"], bodies: { br, gzip: gzipSync(body), identity: body } });
  }
  return files.get(path);
}

/** Serves www/dist on a free port, in a folder if one is given, for a browser to visit. Close it when done. */
export async function startDemo({ folder = "/" } = {}) {
  const changes = new Map();
  assert.ok(existsSync(join(dist, "index.html")), "www/dist is not built: npm run build -w www");
  const server = createServer(async (request, response) => {
    const asked = normalize(decodeURIComponent(new URL(request.url, "http://demo").pathname));
    const path = asked.startsWith(folder) ? asked.slice(folder.length) : "elsewhere";
    const name = path || "index.html";
    try {
      const { type, bodies } = await file(name);
      const change = changes.get(name);
      if (change === "gone") throw new Error(`${name} is gone`);
      if (change) return void response.writeHead(200, { "content-type": type }).end(change(bodies.identity.toString()));
      const accepted = request.headers["accept-encoding"] ?? "";
      const encoding = ["br", "gzip"].find((name) => accepted.includes(name)) ?? "identity";
      response.writeHead(200, { "content-type": type, ...(encoding !== "identity" && { "content-encoding": encoding }) }).end(bodies[encoding]);
    } catch {
      response.writeHead(404).end();
    }
  });
  const listen = (port) => new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const stop = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  await listen(0);
  const { port } = server.address();
  const origin = `http://127.0.0.1:${port}`;
  const browsers = new Browsers();
  return {
    origin,
    dist,
    /** From now on a file is served as `change` makes it of what was built, or is `gone`; none: as it was built. */
    change: (name, change) => changes.set(name, change),
    goAway: stop,
    comeBack: () => listen(port),
    /** A fresh visitor. What the page asks of other origins, logs as errors or throws is collected. */
    async visit(hash = "", { width = WIDTHS.wide, dark = false, worker = false, before } = {}) {
      const context = await browsers.context({ width, height: width === WIDTHS.phone ? 844 : 900, dark, worker });
      // What the page finds in its browser before its own scripts run.
      if (before) await context.addInitScript(before);
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const trouble = [];
      page.on("request", (request) => {
        if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith("data:")) trouble.push(`asked ${request.url()}`);
      });
      page.on("response", (response) => response.status() >= 400 && trouble.push(`${response.status()} ${response.url()}`));
      page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
      page.on("pageerror", (error) => trouble.push(String(error)));
      await page.goto(`${origin}${folder}${hash}`);
      await page.locator("h1").waitFor();
      return new Visitor(page, context, trouble);
    },
    async close() {
      await browsers.close();
      await stop();
    },
  };
}

/** Looks until what is seen passes the check, for as long as a slow machine may need. The last look is the one that counts. */
async function settles(look, check) {
  for (const end = Date.now() + SOON; Date.now() < end; ) {
    try {
      return check(await look());
    } catch (error) {
      if (!(error instanceof assert.AssertionError)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  check(await look());
}

/** Looks at the page and acts on it by what is written there. */
class Visitor {
  constructor(page, context, trouble) {
    this.page = page;
    this.context = context;
    this.trouble = trouble;
  }

  get main() {
    return this.page.getByRole("main");
  }

  get navigation() {
    return this.page.getByRole("navigation", { name: "Pages" });
  }

  get inspector() {
    return this.page.getByRole("complementary", { name: "Reasons and data" });
  }

  /** The change set: beside the access view on a wide screen, in it on a narrow one. */
  get changeSet() {
    return this.page.getByRole("region", { name: "Change set" });
  }

  get form() {
    return this.page.getByRole("region", { name: "Add a change" });
  }

  /** A section of the demo, by the links that a visitor has. */
  async section(name) {
    await this.page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name, exact: true }).click();
    await this.main.getByRole("heading", { level: 1, name }).waitFor();
  }

  /** The access section, or a part of it. */
  async access(part = "Assignments") {
    await this.section("Access");
    if (part !== "Assignments") await this.follow(this.page.getByRole("navigation", { name: "Access" }).getByRole("link", { name: new RegExp(`^${part}`) }));
  }

  /** The rows of the access view's list in which all of `texts` are written. */
  row(...texts) {
    return texts.reduce((rows, text) => rows.filter({ hasText: text }), this.main.locator(".access-row"));
  }

  async save() {
    await this.changeSet.getByRole("button", { name: "Save", exact: true }).click();
    await this.reads(this.page.getByRole("status").last(), /^Saved \d+ change/);
  }

  async undo() {
    await this.changeSet.getByRole("button", { name: "Undo the last" }).click();
    await this.reads(this.page.getByRole("status").last(), /taken back/);
  }

  async heading() {
    return (await this.main.getByRole("heading", { level: 1 }).innerText()).trim();
  }

  /** The titles of the pages that the navigation offers, folded groups opened. */
  async pages() {
    const folded = this.navigation.locator("details:not([open]) > summary");
    while ((await folded.count()) > 0) await folded.first().click();
    return (await this.navigation.getByRole("link").allInnerTexts()).map((text) => text.trim()).filter((text) => text !== "Overview");
  }

  async signInAs(name) {
    await this.page.getByRole("button", { name: "Switch person" }).click();
    await this.page.getByRole("dialog").getByRole("link", { name: new RegExp(`^${name}`) }).click();
    await this.page.getByRole("banner").getByRole("button", { name }).waitFor();
  }

  async vendor(name) {
    await this.follow(this.page.getByRole("navigation", { name: "Vendor" }).getByRole("link", { name }));
  }

  async scope(name) {
    await this.follow(this.page.getByRole("region", { name: "Scope" }).getByRole("link").filter({ has: this.page.getByText(name, { exact: true }) }));
  }

  /** Follows a link that is marked once it is where one is: a browser tells of a new hash after the click. */
  async follow(link) {
    await link.click();
    await link.and(this.page.locator("[aria-current]")).waitFor();
  }

  /** Goes to another address within the page: to load it anew takes far longer. */
  async goes(hash) {
    await this.page.evaluate((next) => {
      if (location.hash === next) return;
      location.hash = next;
      return new Promise((resolve) => addEventListener("hashchange", () => requestAnimationFrame(() => setTimeout(resolve)), { once: true }));
    }, hash);
    // A section, and what it opens, is fetched when it is seen first.
    await this.page.locator(".loading").waitFor({ state: "detached" });
    await this.page.locator("h1").waitFor();
  }

  async open(title) {
    await this.pages();
    await this.navigation.getByRole("link", { name: title, exact: true }).click();
    await this.main.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
  }

  /** The person and scope of the address. */
  place() {
    const [, , principal, scope] = new URL(this.page.url()).hash.split("/");
    return { principal, scope };
  }

  /** Waits until `region` reads `text`, so that a failure says what was missing where. */
  async reads(region, text) {
    const found = await region.getByText(text).first().waitFor({ timeout: SOON }).then(() => true, () => false);
    if (!found) assert.fail(`${text} is not written in:\n${await region.innerText()}`);
  }

  /** Waits until `region` does not, or no longer, read `text`. */
  async lacks(region, text) {
    await region.first().waitFor({ state: "attached" });
    const gone = await region.getByText(text).first().waitFor({ state: "detached", timeout: SOON }).then(() => true, () => false);
    if (!gone) assert.fail(`${text} is written in:\n${await region.innerText()}`);
  }

  /** Waits until as many are there. */
  async counts(locator, number, message) {
    await settles(() => locator.count(), (found) => assert.equal(found, number, message));
  }

  /** Waits until a field holds `value`. */
  async holds(field, value, message) {
    await settles(() => field.inputValue(), (found) => assert.equal(found, value, message));
  }

  /** Waits until the focus is on what is named, or reads, as `expected` says: a text, or a pattern. */
  async focuses(expected, message) {
    const focused = () =>
      this.page.evaluate(() => {
        const element = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
        return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
      });
    await settles(focused, (found) => (typeof expected === "string" ? assert.equal(found, expected, message) : assert.match(found, expected, message)));
  }

  async close() {
    await this.context.close();
    assert.deepEqual(this.trouble, [], "the page asked elsewhere or logged errors");
  }
}
