// The apps in the documents, as they stand, bundled and used with the keyboard in a browser.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { Catalog, Directory } from "rolescope";
import { served } from "../packaging/browser.mjs";

const here = fileURLToPath(new URL("./", import.meta.url));
const installed = (name) => join(here, "node_modules", name);

const APPS = {
  react: { loader: "tsx", alias: { react: installed("react"), "react-dom": installed("react-dom") } },
  vue: { loader: "js", alias: { vue: installed("vue/dist/vue.esm-bundler.js") } },
};

function snapshotOf(role, revision) {
  const tenant = {
    catalog: "twilio",
    revision,
    scopes: [{ id: "OR1", type: "organization" }, { id: "AC1", type: "account", parent: "OR1" }],
    principals: [{ id: "US1" }],
    roleAssignments: [{ principal: "US1", role, scope: "AC1" }],
  };
  return Directory.parse(Catalog.builtin("twilio"), tenant).snapshot("US1");
}

const appIn = (name) => {
  const [, code] = readFileSync(new URL(`../../docs/frameworks/${name}.md`, import.meta.url), "utf8").match(/^```(?:jsx?|tsx)\n([^]*?)^```$/m);
  return code;
};

async function bundled(name, folder) {
  const { loader, alias } = APPS[name];
  const define = { "process.env.NODE_ENV": '"development"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" };
  await build({ stdin: { contents: appIn(name), resolveDir: here, loader }, jsx: "automatic", bundle: true, format: "esm", target: "es2022", outfile: join(folder, "app.js"), alias, define, logLevel: "warning" });
  const snapshot = snapshotOf("studio-admin", 1).replaceAll("<", "\\u003c");
  writeFileSync(join(folder, "index.html"), `<!doctype html><meta charset="utf-8"><title>app</title><link rel="icon" href="data:,"><script type="application/json" id="snapshot">${snapshot}</script><div id="root"></div><script type="module" src="/app.js"></script>`);
}

let browser;
let folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "rolescope-apps-"));
  browser = await chromium.launch({ executablePath: process.env.ROLESCOPE_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

for (const name of Object.keys(APPS)) {
  test(`${name}: the app of the document has at most twenty-five lines`, () => {
    const lines = appIn(name).split("\n").filter((line) => line.trim() !== "");
    assert.ok(lines.length > 10 && lines.length <= 25, `${lines.length} lines`);
  });

  test(`${name}: it hides, says why, follows the session, and looks after the focus`, async () => {
    await bundled(name, folder);
    await served(folder, async (address) => {
      const page = await browser.newPage();
      const trouble = [];
      page.on("pageerror", (error) => trouble.push(String(error)));
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && trouble.push(message.text()));
      await page.goto(address);
      await page.getByRole("button", { name: "Delete the flow" }).waitFor({ timeout: 15_000 });
      const focused = () => page.evaluate(() => document.activeElement.textContent);
      const links = await page.locator("nav a").count();
      assert.ok(links > 0);
      // What is in the groups is there, and neither a group nor the page of one flow.
      const paths = await page.locator("nav a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
      assert.ok(paths.includes("/develop/studio/flows"), paths.join(" "));
      assert.deepEqual(paths.filter((path) => path.includes(":") || path === "/develop"), []);

      // By Tab, as somebody without a mouse gets there.
      for (let i = 0; i < 100 && (await focused()) !== "Delete the flow"; i++) await page.keyboard.press("Tab");
      assert.equal(await focused(), "Delete the flow");

      await page.evaluate((text) => new BroadcastChannel("access").postMessage(text), snapshotOf("studio-viewer", 2));
      await page.locator("main p").waitFor();
      assert.equal(await page.getByRole("button").count(), 0);
      assert.equal(await page.locator("main p").textContent(), "Your role does not include this.");
      await page.waitForFunction(() => document.activeElement === document.querySelector("main"));
      await page.waitForFunction(() => document.querySelector("output")?.textContent === "No longer available.");

      // Forbidden content is no stop of Tab, and Shift+Tab goes on from where the button was.
      await page.keyboard.press("Shift+Tab");
      assert.equal(await page.evaluate(() => document.activeElement.closest("nav") !== null), true);
      assert.deepEqual(trouble, []);
      await page.close();
    });
  });
}
