// The entry for sessions alone is a smaller engine of the same code: it answers as the whole one does, and is another copy.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Catalog, Directory, Session } from "rolescope";
import * as only from "rolescope/session";
import { init, Catalog as SlimCatalog, Session as SlimSession } from "rolescope/session/slim";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const now = () => Date.parse("2026-06-01T00:00:00Z");

for (const vendor of ["twilio", "studio", "voiceflow"]) {
  test(`${vendor}: every answer about every principal is that of the whole engine`, () => {
    const { tenant } = JSON.parse(read(`tests/stories/${vendor}.json`));
    const catalog = Catalog.builtin(vendor);
    const small = only.Catalog.builtin(vendor);
    assert.equal(small.hash, catalog.hash);
    const permissions = [...catalog.permissions().map(({ id }) => id), "no.such"];
    const directory = Directory.parse(catalog, tenant, { now });
    let allowed = 0;
    for (const { id } of directory.principals()) {
      const text = directory.snapshot(id, { expiresIn: 60_000, at: now() });
      const whole = Session.load(catalog, text, { now });
      const session = only.Session.load(small, text, { now, principal: id });
      assert.deepEqual(session.scopes(), whole.scopes());
      assert.deepEqual(session.apiScopes(), whole.apiScopes());
      for (const scope of [...directory.scopes().map((scope) => scope.id), "nowhere"]) {
        assert.deepEqual(session.listPermissions(scope), whole.listPermissions(scope));
        assert.deepEqual(session.roles(scope), whole.roles(scope));
        assert.deepEqual(session.pages(scope), whole.pages(scope));
        for (const permission of permissions) {
          assert.equal(session.can(permission, scope), whole.can(permission, scope));
          assert.deepEqual(session.check(permission, scope), whole.check(permission, scope));
          allowed += session.can(permission, scope);
        }
      }
    }
    assert.ok(allowed > 50, `only ${allowed} were allowed`);
  });
}

test("it reads a team's own catalog, and lists what is wrong with one", () => {
  const catalog = only.Catalog.parse(read("tests/catalogs/retail.json"));
  assert.equal(catalog.id, "retail");
  const broken = () => only.Catalog.parse("{}");
  assert.throws(broken, (error) => only.isRolescopeError(error) && error.code === "missing-field" && error.issues.length > 3);
});

test("it has no directory and explains nothing: that is what the whole engine is for", () => {
  assert.deepEqual(Object.keys(only).sort(), ["Catalog", "RolescopeError", "Session", "isRolescopeError"]);
  assert.equal(only.Session.prototype.explain, undefined);
  assert.equal(only.Catalog.prototype.lint, undefined);
});

test("a catalog of one entry is none of the other's", () => {
  const refused = (error) => error.code === "invalid-type";
  const snapshot = "{}";
  assert.throws(() => only.Session.load(Catalog.builtin("studio"), snapshot), refused);
  assert.throws(() => Session.load(only.Catalog.builtin("studio"), snapshot), refused);
});

test("the slim form is not ready before `init`, and shares its engine with the inline one", async () => {
  // The inline entry has started the engine that both share.
  assert.equal(SlimCatalog, only.Catalog);
  assert.equal(SlimSession, only.Session);
  await init(new URL("data:application/wasm,"));
});
