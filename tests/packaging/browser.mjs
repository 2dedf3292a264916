// Headless Chromium, and a static server for an app's folder.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json" };

/** Serves `folder` for as long as `use` runs, with `headers` on each answer. */
export async function served(folder, use, headers = {}) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://app").pathname));
    try {
      const body = await readFile(join(folder, path === "/" ? "index.html" : path));
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/html", ...headers }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Opens `address` and gives the text of `#told` once it has some. Throws what the page throws. */
export async function told(address) {
  const browser = await chromium.launch({
    executablePath: process.env.ROLESCOPE_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  try {
    const page = await browser.newPage();
    const trouble = [];
    // Whatever the page throws is a failure, so nothing more is waited for.
    const broken = new Promise((resolve) => page.on("pageerror", (error) => resolve(trouble.push(String(error)))));
    page.on("console", (message) => message.type() === "error" && !/favicon/.test(message.location().url) && trouble.push(message.text()));
    await page.goto(address);
    const element = page.locator("#told:not(:empty)");
    const shown = element.waitFor({ timeout: 30_000 }).catch((error) => {
      throw new Error(`the page said nothing: ${trouble.join("; ") || error.message}`);
    });
    await Promise.race([shown, broken]);
    if (trouble.length > 0) throw new Error(trouble.join("; "));
    return await element.textContent();
  } finally {
    await browser.close();
  }
}
