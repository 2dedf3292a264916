// The packed package in Node: ES modules, CommonJS, slim, and as a worker's bundler sees it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { app, runIn, STORY, TOLD } from "./packed.mjs";

const NAMES = "{ Catalog, Directory, Session, RolescopeError, isRolescopeError }";

test("ES modules: ready once imported", () => {
  const folder = app({ "main.js": `import ${NAMES} from "rolescope";${STORY}console.log(told);` });
  assert.equal(runIn(folder, "node", ["main.js"]).trim(), TOLD);
});

test("CommonJS: ready once required", () => {
  const folder = app({ "main.cjs": `const ${NAMES} = require("rolescope");${STORY}console.log(told);` });
  assert.equal(runIn(folder, "node", ["main.cjs"]).trim(), TOLD);
});

test("an error that nobody catches prints what is wrong, and not the whole engine before it", () => {
  const folder = app({ "main.js": `import { Catalog } from "rolescope"; Catalog.parse("{}");` });
  const { status, stderr } = spawnSync(process.execPath, ["main.js"], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 1);
  assert.match(stderr, /the field `id` is missing/);
  const longest = Math.max(...stderr.split("\n").map((line) => line.length));
  assert.ok(longest <= 1000, `a line of ${longest} characters`);
});

test("the entries export what the contract names, and nothing else", () => {
  const folder = app({
    "main.js": `
      import * as main from "rolescope";
      import * as slim from "rolescope/slim";
      import { createRequire } from "node:module";
      const require = createRequire(import.meta.url);
      const names = (exported) => Object.keys(exported).filter((name) => name !== "__esModule" && name !== "default").sort().join();
      for (const exported of [main, slim, require("rolescope"), require("rolescope/slim")]) console.log(names(exported));
    `,
  });
  const main = "Catalog,Directory,RolescopeError,Session,isRolescopeError";
  const slim = "Catalog,Directory,RolescopeError,Session,init,isRolescopeError";
  assert.deepEqual(runIn(folder, "node", ["main.js"]).trim().split("\n"), [main, slim, main, slim]);
});

test("slim: ready after init with the engine beside it", () => {
  const folder = app({
    "main.js": `
      import { readFileSync } from "node:fs";
      import { Catalog, Directory, init, Session } from "rolescope/slim";
      try {
        Catalog.builtin("twilio");
      } catch (error) {
        console.log(error.code);
      }
      await init(readFileSync(new URL(import.meta.resolve("rolescope/engine.wasm"))));
      ${STORY}
      console.log(told);
    `,
  });
  assert.deepEqual(runIn(folder, "node", ["main.js"]).trim().split("\n"), ["not-ready", TOLD]);
});

test("no name of the binding is to be seen", () => {
  const folder = app({
    "main.js": `
      import * as main from "rolescope";
      const seen = new Set();
      const walk = (object) => {
        if ((typeof object !== "object" && typeof object !== "function") || object === null || seen.has(object)) return;
        seen.add(object);
        for (const key of Reflect.ownKeys(object)) {
          console.log(String(key));
          walk(Object.getOwnPropertyDescriptor(object, key).value);
        }
      };
      for (const name of Object.keys(main)) walk(main[name].prototype ?? main[name]);
    `,
  });
  assert.doesNotMatch(runIn(folder, "node", ["main.js"]), /wbg|wbindgen|ptr|free|handle/i);
});

test("under the condition workerd the engine comes as a module", async () => {
  const folder = app({ "main.js": `import { Catalog, Directory, Session } from "rolescope";${STORY}console.log(told);` });
  const modules = [];
  // As the host does it: the import of a wasm file gives the compiled module.
  const asModule = {
    name: "wasm-module",
    setup(bundler) {
      bundler.onLoad({ filter: /\.wasm$/ }, ({ path }) => {
        modules.push(path);
        return { contents: `import { readFileSync } from "node:fs"; export default new WebAssembly.Module(readFileSync(${JSON.stringify(path)}));` };
      });
    },
  };
  const outfile = join(folder, "worker.mjs");
  await build({
    entryPoints: [join(folder, "main.js")],
    bundle: true,
    format: "esm",
    conditions: ["workerd"],
    external: ["node:fs"],
    plugins: [asModule],
    outfile,
    logLevel: "silent",
  });
  assert.equal(modules.length, 1);
  assert.ok(readFileSync(outfile).length < 200_000, "the bytes are not in the bundle as well");
  assert.equal(runIn(folder, "node", [outfile]).trim(), TOLD);
});

test("an app that bundles only what it uses still has a ready engine", async () => {
  const folder = app({ "main.js": `import { Catalog } from "rolescope"; console.log(Catalog.builtin("studio").id);` });
  const outfile = join(folder, "out.mjs");
  await build({ entryPoints: [join(folder, "main.js")], bundle: true, minify: true, treeShaking: true, format: "esm", outfile, logLevel: "silent" });
  assert.equal(runIn(folder, "node", [outfile]).trim(), "studio");
});

test("a bundle of slim is free of the inlined bytes", async () => {
  const folder = app({ "main.js": `import { init } from "rolescope/slim"; console.log(typeof init);` });
  const outfile = join(folder, "out.mjs");
  await build({ entryPoints: [join(folder, "main.js")], bundle: true, minify: true, format: "esm", outfile, logLevel: "silent" });
  assert.ok(readFileSync(outfile).length < 100_000);
});
