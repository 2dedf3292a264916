// The packed package in a browser: a fresh Vite app, built and in development, and a plain page without any tool.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createServer } from "vite";
import { served, told } from "./browser.mjs";
import { app, runIn, STORY, TOLD } from "./packed.mjs";

const SHOW = `document.querySelector("#told").textContent = told;`;
const page = (script) => `<!doctype html><meta charset="utf-8"><title>app</title><link rel="icon" href="data:,"><p id="told"></p>${script}`;
const INLINE = `import { Catalog, Directory, Session } from "rolescope";${STORY}${SHOW}`;
const SLIM = `
  import { Catalog, Directory, init, Session } from "rolescope/slim";
  import engine from "rolescope/engine.wasm?url";
  await init(engine);
  ${STORY}${SHOW}
`;

const viteApp = (main) => app({ "index.html": page(`<script type="module" src="/main.js"></script>`), "main.js": main });

for (const [name, main] of Object.entries({ inline: INLINE, slim: SLIM })) {
  test(`a fresh Vite app, built: ${name}`, async () => {
    const folder = viteApp(main);
    runIn(folder, "vite", ["build", "--target", "es2022", "--logLevel", "warn"]);
    assert.equal(await served(`${folder}/dist`, told), TOLD);
  });

  test(`a fresh Vite app, in development: ${name}`, async () => {
    const folder = viteApp(main);
    const server = await createServer({ root: folder, configFile: false, logLevel: "error", server: { host: "127.0.0.1", port: 0, watch: null } });
    try {
      await server.listen();
      assert.equal(await told(server.resolvedUrls.local[0]), TOLD);
    } finally {
      await server.close();
    }
  });
}

test("a plain page: the file is imported as it is", async () => {
  const folder = app({
    "index.html": page(`<script type="module">
      import { Catalog, Directory, Session } from "./node_modules/rolescope/dist/index.js";
      ${STORY}${SHOW}
    </script>`),
  });
  assert.equal(await served(folder, told), TOLD);
});

test("a plain page: every generated question is answered as natively", async () => {
  const vectors = (name) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8");
  const folder = app({
    "generated.js": vectors("generated.mjs"),
    "generated.jsonl": vectors("generated.jsonl"),
    "index.html": page(`<script type="module">
      import * as api from "./node_modules/rolescope/dist/index.js";
      import { replay } from "./generated.js";
      const lines = (await (await fetch("generated.jsonl")).text()).trimEnd().split("\\n").map((line) => JSON.parse(line));
      const told = JSON.stringify(replay(api, lines));
      ${SHOW}
    </script>`),
  });
  const { count, differences } = JSON.parse(await served(folder, told));
  assert.ok(count >= 100_000, `only ${count} questions`);
  assert.deepEqual(differences.slice(0, 10), []);
});

test("a plain page with an import map: slim streams the engine", async () => {
  const folder = app({
    "index.html": page(`
      <script type="importmap">{ "imports": { "rolescope/slim": "./node_modules/rolescope/dist/slim.js" } }</script>
      <script type="module">
        import { Catalog, Directory, init, Session } from "rolescope/slim";
        await init(fetch("./node_modules/rolescope/dist/engine.wasm"));
        ${STORY}${SHOW}
      </script>`),
  });
  assert.equal(await served(folder, told), TOLD);
});
