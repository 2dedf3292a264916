// The packed package in runtimes beside Node, as it is installed: no build, no flag for WebAssembly.
import assert from "node:assert/strict";
import { test } from "node:test";
import { STORY, TOLD } from "../packaging/packed.mjs";
import { appWithTools, PRINT, PRINT_CJS, runTool, tool } from "./tools.mjs";

const SLIM = `
  import { readFileSync } from "node:fs";
  import { fileURLToPath } from "node:url";
  import { Catalog, Directory, init, Session } from "rolescope/slim";
  init(readFileSync(fileURLToPath(import.meta.resolve("rolescope/engine.wasm"))));
  ${STORY}console.log(told);
`;
const FILES = { "main.js": PRINT, "main.cjs": PRINT_CJS, "slim.js": SLIM };

// npm brings both as programs; the scripts that would put links in place do not run everywhere.
const deno = (folder, args) => runTool(folder, tool("deno/deno"), args, { DENO_NO_UPDATE_CHECK: "1", DENO_DIR: `${folder}/.deno` });
const bun = (folder, args) => runTool(folder, tool("bun/bin/bun.exe"), args, { DO_NOT_TRACK: "1" });

test("Deno: ES modules, without any permission", () => {
  assert.equal(deno(appWithTools(FILES), ["run", "--no-remote", "--no-prompt", "main.js"]).trim(), TOLD);
});

test("Deno: CommonJS, with leave to read", () => {
  assert.equal(deno(appWithTools(FILES), ["run", "--no-remote", "--no-prompt", "--allow-read", "main.cjs"]).trim(), TOLD);
});

test("Deno: slim, with the engine beside it", () => {
  assert.equal(deno(appWithTools(FILES), ["run", "--no-remote", "--no-prompt", "--allow-read", "slim.js"]).trim(), TOLD);
});

const FAULTY_LISTENER = `
  import { Catalog, Directory } from "rolescope";
  const directory = Directory.parse(Catalog.builtin("studio"), { catalog: "studio", scopes: [], principals: [], roleAssignments: [] });
  directory.subscribe(() => {
    throw new Error("a listener's own fault");
  });
  directory.subscribe(({ revision }) => console.log("told", revision));
  console.log("applied", directory.apply([{ type: "add-principal", principal: { id: "ann" } }]).revision);
  setTimeout(() => console.log("alive"), 10);
`;
const ALIVE = "told 1\napplied 1\nalive";

test("Deno: a listener that throws does not end the process", () => {
  const folder = appWithTools({ "main.js": FAULTY_LISTENER });
  assert.equal(deno(folder, ["run", "--no-remote", "--no-prompt", "main.js"]).trim(), ALIVE);
});

test("Bun: a listener that throws does not end the process", () => {
  const folder = appWithTools({ "main.js": FAULTY_LISTENER });
  assert.equal(bun(folder, ["--no-install", "run", "main.js"]).trim(), ALIVE);
});

test("Deno: the types are found and hold", () => {
  const good = `import { Catalog, Session } from "rolescope";\nSession.load(Catalog.builtin("studio"), "{}").can("tasks.tasks.read", "A1");\n`;
  const folder = appWithTools({ "good.ts": good, "bad.ts": good.replace("tasks.tasks.read", "tasks.tasks.reed") });
  deno(folder, ["check", "--no-remote", "good.ts"]);
  assert.throws(() => deno(folder, ["check", "--no-remote", "bad.ts"]), /tasks\.tasks\.reed/);
});

for (const name of Object.keys(FILES)) {
  test(`Bun: ${name}`, () => {
    assert.equal(bun(appWithTools(FILES), ["--no-install", "run", name]).trim(), TOLD);
  });
}

test("Bun: bundled for a browser's module system", () => {
  const folder = appWithTools(FILES);
  bun(folder, ["build", "main.js", "--outfile", "out.mjs"]);
  assert.equal(runTool(folder, `${folder}/out.mjs`, []).trim(), TOLD);
});
