// The apps of docs/frameworks/routers.md, as they stand there, in a browser: what they show, and what they request.
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { after, before, test } from "node:test";
import { Catalog, Directory } from "rolescope";
import { filesOf, launched, site } from "./site.mjs";

const files = filesOf("docs/frameworks/routers.md");

const snapshotOf = (role, revision) =>
  Directory.parse(Catalog.builtin("twilio"), {
    catalog: "twilio",
    revision,
    scopes: [{ id: "OR1", type: "organization" }, { id: "AC1", type: "account", parent: "OR1" }],
    principals: [{ id: "US1" }],
    roleAssignments: [{ principal: "US1", role, scope: "AC1" }],
  }).snapshot("US1");
const [VIEWER, ADMIN, NOBODY] = [snapshotOf("studio-viewer", 1), snapshotOf("studio-admin", 2), snapshotOf("billing-manager", 3)];

let browser;
before(async () => (browser = await launched()));
after(() => browser.close());

const FLOWS = "/accounts/AC1/develop/studio/flows";

test("the guide has the three apps", () => {
  assert.deepEqual(Object.keys(files).sort(), [
    "guard.js", "react/app.jsx", "react/flows.jsx", "react/new-flow.jsx", "session.js", "tanstack/app.jsx", "tanstack/flows.jsx", "tanstack/new-flow.jsx", "vue/app.js", "vue/flows.js", "vue/new-flow.js",
  ]);
});

for (const entry of ["react/app.jsx", "vue/app.js", "tanstack/app.jsx"]) {
  test(`${dirname(entry)}: deep link, click, back, an update that gives and one that takes away`, async () => {
    const answer = (path) => (path === "/api/snapshot" ? { body: VIEWER } : undefined);
    await site({ browser, files, entries: { app: entry, session: "session.js" }, answer }, async ({ context, at }) => {
      const page = await context.newPage();
      const requested = [];
      const trouble = [];
      page.on("console", (message) => message.type() === "warning" && trouble.push(message.text()));
      page.on("request", (request) => requested.push(new URL(request.url()).pathname));
      const shows = (text) => page.locator("h1", { hasText: text }).waitFor({ timeout: 15_000 }).catch(async () => {
        assert.fail(`${page.url()} has no ${text}: ${await page.locator("body").innerHTML()}`);
      });
      const update = (text) => page.evaluate(async (text) => (await import("/session.js")).session.update(text), text);
      const chunks = () => requested.map((path) => path.replace(/-[A-Z0-9]{8}\.js$/, ".js")).filter((path) => /flow.*\.js$/.test(path));

      await page.goto(at(`${FLOWS}/new`));
      await shows("Not for you: no-grant");
      assert.equal(new URL(page.url()).searchParams.get("from"), `${FLOWS}/new`);
      await page.goto(at("/elsewhere"));
      await shows("Not for you: unknown-page");
      assert.deepEqual(chunks(), []);

      await page.getByText("Flows", { exact: true }).click();
      await shows("Flows");
      await page.getByText("New", { exact: true }).click();
      await shows("Not for you: no-grant");
      await page.goBack();
      await shows("Flows");
      assert.deepEqual(chunks(), ["/flows.js"]);

      await update(ADMIN);
      await page.getByText("New", { exact: true }).click();
      await shows("New flow");
      assert.deepEqual(chunks(), ["/flows.js", "/new-flow.js"]);

      await update(NOBODY);
      await shows("Not for you");
      await page.goBack();
      await shows("Not for you");
      assert.deepEqual(trouble, []);
    });
  });
}
