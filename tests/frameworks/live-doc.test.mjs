// The code of docs/live.md as it stands there, in two tabs of a browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Catalog, Directory } from "rolescope";
import { signSnapshot } from "rolescope/live";
import { filesOf, launched, site } from "./site.mjs";

const files = filesOf("docs/live.md");
const { subtle } = globalThis.crypto;
const pair = await subtle.generateKey("Ed25519", true, ["sign", "verify"]);
const publicKey = { ...(await subtle.exportKey("jwk", pair.publicKey)), kid: "2026-11" };

/** What the server answers: a snapshot of this revision, signed. */
async function signed(revision, key = pair.privateKey) {
  const text = Directory.parse(Catalog.builtin("twilio"), {
    catalog: "twilio",
    revision,
    scopes: [{ id: "OR1", type: "organization" }, { id: "AC1", type: "account", parent: "OR1" }],
    principals: [{ id: "US1" }],
    roleAssignments: [{ principal: "US1", role: "studio-viewer", scope: "AC1" }],
  }).snapshot("US1", { expiresIn: 15 * 60_000 });
  return { body: text, headers: { "x-signature": await signSnapshot(text, key, { kid: "2026-11" }) } };
}

let browser;
before(async () => (browser = await launched()));
after(() => browser.close());

test("two tabs: one renews and both are new; a reload loads what is kept, a forged one is refused; one signs out and both have", async () => {
  let snapshot = await signed(1);
  let fetches = 0;
  const answer = (path) => {
    if (path === "/api/me") return { body: '{"principal":"US1"}', headers: { "content-type": "application/json" } };
    if (path === "/signed-out") return { body: "bye", headers: { "content-type": "text/plain" } };
    if (path === "/api/snapshot") return fetches++, snapshot;
  };
  const all = { ...files, "keys.js": `export const keys = [${JSON.stringify(publicKey)}];` };
  await site({ browser, files: all, entries: { app: "live.js" }, answer }, async ({ context, at }) => {
    const [one, two] = [await context.newPage(), await context.newPage()];
    const revision = (page) => page.evaluate(async () => (await import("/app.js")).session.revision);
    const kept = (page) => page.evaluate(() => Object.entries(sessionStorage));
    const becomes = (page, wanted) =>
      page.waitForFunction(async (wanted) => (await import("/app.js")).session.revision === wanted, wanted, { timeout: 15_000 });
    for (const page of [one, two]) {
      await page.goto(at("/"));
      assert.equal(await revision(page), 1);
    }
    assert.equal(fetches, 2);

    snapshot = await signed(2);
    await one.evaluate(async () => (await import("/app.js")).renew());
    await becomes(two, 2);
    assert.equal(await revision(one), 2);
    assert.equal(fetches, 3);

    await two.reload();
    await becomes(two, 2);
    assert.equal(fetches, 3, "the reload loaded what was kept");

    const [[key, value]] = await kept(two);
    assert.ok(key.includes("US1") && key.includes(Catalog.builtin("twilio").hash), key);
    await two.evaluate(([key, value]) => sessionStorage.setItem(key, value), [key, value.replace("studio-viewer", "administrator")]);
    await two.reload();
    await becomes(two, 2);
    assert.equal(fetches, 4, "the forged one was refused and fetched again");
    assert.equal(await two.evaluate(async () => (await import("/app.js")).session.can("studio.flows.delete", "AC1")), false);

    const stranger = await subtle.generateKey("Ed25519", true, ["sign", "verify"]);
    snapshot = await signed(3, stranger.privateKey);
    const code = await one.evaluate(async () => (await import("/app.js")).renew().then(() => "taken", (error) => error.code));
    assert.deepEqual([code, await revision(one), await revision(two)], ["wrong-signature", 2, 2]);

    // it leaves the page, and nothing is there to wait for what it gives
    await one.evaluate(() => void import("/app.js").then(({ signOut }) => signOut()));
    for (const page of [one, two]) {
      await page.waitForURL(at("/signed-out"), { timeout: 15_000 });
      assert.deepEqual(await kept(page), []);
    }
  });
});
