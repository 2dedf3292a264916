// Nothing has to be freed by hand, and a long life in one process changes nothing.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

function inProcess(flags, script) {
  const preamble = `
    import assert from "node:assert/strict";
    import { Catalog, Directory, Session } from "rolescope";
    import { answersAreRight, catalogData, directoryData, world } from "./world.mjs";
  `;
  const args = [...flags, "--input-type=module", "-e", `${preamble}${script}\nconsole.log("done");`];
  const out = execFileSync(process.execPath, args, { cwd: new URL(".", import.meta.url), encoding: "utf8", timeout: 120_000 });
  assert.match(out, /done\n$/);
}

test("what nobody holds is dropped from the engine", () => {
  inProcess(["--expose-gc"], `
    const text = JSON.stringify({ ...catalogData(), notes: ["x".repeat(200_000)] });
    const settle = async () => {
      gc();
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const megabytes = async () => {
      await settle();
      return process.memoryUsage().rss / 2 ** 20;
    };
    // 20 MB of labels a round, if they were kept.
    const round = async () => {
      for (let i = 0; i < 100; i++) {
        Session.load(Catalog.parse(text), world().snapshot, { lenient: true });
        if (i % 20 === 0) await settle();
      }
    };
    for (let i = 0; i < 3; i++) await round();
    const before = await megabytes();
    for (let i = 0; i < 5; i++) await round();
    const grown = (await megabytes()) - before;
    assert.ok(grown < 50, \`grew by \${grown.toFixed(0)} MB\`);
  `);
});

test("what is held stays, whatever is dropped around it", () => {
  inProcess(["--expose-gc"], `
    const all = world();
    const following = world().directory.session("ann");
    const view = Session.load(Catalog.parse(catalogData()), all.snapshot, { now: all.now }).at("S1");
    for (let i = 0; i < 300; i++) {
      world();
      if (i % 30 === 0) {
        gc();
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
    answersAreRight(assert, all);
    assert.equal(following.check("stock.items.read", "S2").reason, "granted");
    assert.equal(view.check("stock.items.read").reason, "granted");
  `);
});

test("a session without listeners is not kept alive by a timer, one with them is", () => {
  inProcess(["--expose-gc"], `
    const { catalog, directory } = world();
    const load = () => Session.load(catalog, directory.snapshot("ann", { at: Date.now(), expiresIn: 3_600_000 }));
    const [plain, heard] = [new WeakRef(load()), new WeakRef(load())];
    plain.deref().can("stock.items.read", "S1");
    heard.deref().subscribe(() => {});
    for (let i = 0; i < 10; i++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      gc();
    }
    assert.equal(plain.deref(), undefined);
    assert.notEqual(heard.deref(), undefined);
  `);
});

// Some versions of Node end the process when optimised code is given up while the engine holds a JavaScript value.
test("half a million calls of every kind, with code optimised and given up again and again", () => {
  inProcess([], `
    const all = world();
    const { catalog, directory, session } = all;
    const names = ["stock.items.read", "no.such.one", 7, undefined, "staff.people.hire", {}];
    const scopes = ["S1", "S2", "R1", "nowhere", null];
    let allowed = 0;
    for (let i = 0; i < 60_000; i++) {
      const [name, scope] = [names[i % names.length], scopes[i % scopes.length]];
      allowed += directory.can("ann", name, scope) + session.can(name, scope);
      allowed += session.check("no.such.one", scope).allowed + session.page("/no/such/page", scope).missing.length;
      allowed += directory.check("bob", name, "S2").allowed + directory.listPrincipals(name, scope).length;
      if (i % 6 === 0) allowed += catalog.role("clerk").permissions.length + directory.listPermissions("bob", "S2").length;
      if (i % 20_000 === 0) answersAreRight(assert, all);
    }
    assert.ok(allowed > 60_000);
    answersAreRight(assert, all);
  `);
});
