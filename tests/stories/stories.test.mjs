// The stories of stories.rs, told to the package.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Catalog, Directory, isRolescopeError } from "rolescope";

const now = () => Date.parse("2026-06-01T00:00:00Z");
const codes = (issues, severity) => [...new Set(issues.filter((issue) => issue.severity === severity).map(({ code }) => code))].sort();

function apply(directory, changes, options) {
  try {
    return { ok: true, issues: directory.apply(changes, options).issues };
  } catch (error) {
    assert.ok(isRolescopeError(error), error);
    return { ok: false, issues: error.issues };
  }
}

for (const id of ["twilio", "studio", "voiceflow", "workshop", "office", "club", "garden", "depot", "harbour"]) {
  const { catalog: own, tenant, stories } = JSON.parse(readFileSync(new URL(`${id}.json`, import.meta.url), "utf8"));
  const catalog = own === undefined ? Catalog.builtin(id) : Catalog.parse(own);
  for (const { law, steps } of stories) {
    test(`${id}: ${law}`, () => {
      const directory = Directory.parse(catalog, tenant, { now });
      const sessions = new Map(tenant.principals.map(({ id: principal }) => [principal, directory.session(principal)]));
      let heard = 0;
      directory.subscribe(() => heard++);
      for (const { can, is, changes, by, codes: expected, paths, warnings, overrideIds } of steps) {
        if (can !== undefined) {
          const [principal, permission, scope] = can;
          assert.equal(directory.can(principal, permission, scope), is, `${can}`);
          assert.equal(sessions.get(principal).can(permission, scope), is, `the session of ${can}`);
          continue;
        }
        if (overrideIds !== undefined) {
          assert.deepEqual(directory.overrides().map((override) => override.id), overrideIds);
          continue;
        }
        const options = by === undefined ? {} : { by };
        const before = [directory.revision, heard];
        const simulated = directory.simulate(changes, options);
        const told = JSON.stringify({ by, changes });
        assert.deepEqual([directory.revision, heard], before, `to try is to change nothing: ${told}`);
        const { ok, issues } = apply(directory, changes, options);
        assert.equal(simulated.ok, ok, told);
        assert.deepEqual(simulated.issues, issues, told);
        assert.deepEqual(codes(issues, "error"), [...expected].sort(), told);
        for (const [code, path] of Object.entries(paths ?? {})) {
          const several = path.length > 0 && path.every(Array.isArray);
          assert.deepEqual(issues.filter((issue) => issue.code === code).map((issue) => issue.path), several ? path : [path], told);
        }
        if (warnings !== undefined) assert.deepEqual(codes(issues, "warning"), [...warnings].sort(), told);
        assert.deepEqual([directory.revision, heard], ok ? before.map((count) => count + 1) : before, told);
      }
      const rebuilt = Directory.parse(catalog, directory.toJSON(), { now });
      assert.deepEqual(rebuilt.toJSON(), directory.toJSON());
    });
  }
}
