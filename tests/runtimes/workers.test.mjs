// The packed package in workers: workerd, which compiles no bytes at run time, and a worker of a page.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { served, told } from "../packaging/browser.mjs";
import { STORY, TOLD } from "../packaging/packed.mjs";
import { appWithTools, page } from "./tools.mjs";

const answering = (body) => `export default { async fetch() { ${body} return new Response(told); } };`;
const INLINE = `import { Catalog, Directory, Session } from "rolescope"; ${answering(STORY)}`;
const SLIM = `
  import { Catalog, Directory, init, Session } from "rolescope/slim";
  import engine from "rolescope/engine.wasm";
  ${answering(`await init(engine);${STORY}`)}
`;

/** What a worker answers. It is bundled as its host's own tool does it: a wasm file stays a module of its own. */
async function answer(main, { conditions = ["workerd", "worker", "browser"], compatibilityDate = "2025-10-01", compatibilityFlags = [] } = {}) {
  const folder = appWithTools({ "main.js": main });
  const options = { bundle: true, format: "esm", outdir: "out", loader: { ".wasm": "copy" }, logLevel: "silent" };
  await build({ absWorkingDir: folder, entryPoints: ["main.js"], conditions, ...options });
  const modules = ["main.js", ...readdirSync(join(folder, "out")).filter((name) => name.endsWith(".wasm"))].map((name) => {
    const path = join(folder, "out", name);
    return { type: name === "main.js" ? "ESModule" : "CompiledWasm", path, contents: readFileSync(path) };
  });
  const log = [];
  const handleRuntimeStdio = (_, stderr) => stderr.setEncoding("utf8").on("data", (text) => log.push(text));
  // Without `cf: false` it would ask its maker's servers where it is.
  const worker = new Miniflare({ modulesRoot: join(folder, "out"), modules, compatibilityDate, compatibilityFlags, handleRuntimeStdio, cf: false });
  try {
    const response = await worker.dispatchFetch("http://worker/");
    return { modules: modules.length, status: response.status, text: await response.text() };
  } catch (error) {
    throw new Error(`${error.message}\n${log.join("")}`);
  } finally {
    // One that did not start says so once more.
    await worker.dispose().catch(() => {});
  }
}

const FINE = { modules: 2, status: 200, text: TOLD };

test("workerd: under its condition the main entry brings the engine as a module", async () => {
  assert.deepEqual(await answer(INLINE), FINE);
});

test("workerd: slim takes the module from the app", async () => {
  assert.deepEqual(await answer(SLIM), FINE);
});

// The reason for the condition. Of a later date, such a host compiles bytes while it starts.
test("workerd, of a date before June 2025: compiles no bytes, but runs what the condition brings", async () => {
  const compatibilityDate = "2025-05-20";
  await assert.rejects(() => answer(INLINE, { conditions: [], compatibilityDate }), /Wasm code generation disallowed/);
  assert.deepEqual(await answer(INLINE, { compatibilityDate }), FINE);
});

// The engine's memory is given back by a finalizer, and before May 2025 such a host has none unless it is told to.
test("workerd, of a date before May 2025: needs the flag enable_weak_ref", async () => {
  const compatibilityDate = "2024-01-01";
  await assert.rejects(() => answer(INLINE, { compatibilityDate }), /FinalizationRegistry is not defined/);
  assert.deepEqual(await answer(INLINE, { compatibilityDate, compatibilityFlags: ["enable_weak_ref"] }), FINE);
});

test("a module worker of a page", async () => {
  const folder = appWithTools({
    "index.html": page(`<script type="module">
      const worker = new Worker("/worker.js", { type: "module" });
      worker.onerror = (event) => console.error(event.message ?? "the worker did not start");
      worker.onmessage = ({ data }) => document.querySelector("#told").textContent = data;
    </script>`),
    "worker.js": `import { Catalog, Directory, Session } from "./node_modules/rolescope/dist/index.js";${STORY}postMessage(told);`,
  });
  assert.equal(await served(folder, told), TOLD);
});

test("a classic worker of a page, bundled", async () => {
  const folder = appWithTools({
    "index.html": page(`<script>
      const worker = new Worker("/out/worker.js");
      worker.onerror = (event) => console.error(event.message ?? "the worker did not start");
      worker.onmessage = ({ data }) => document.querySelector("#told").textContent = data;
    </script>`),
    "worker.js": `import { Catalog, Directory, Session } from "rolescope";${STORY}postMessage(told);`,
  });
  await build({ absWorkingDir: folder, entryPoints: ["worker.js"], bundle: true, format: "iife", outdir: "out", logLevel: "silent" });
  assert.equal(await served(folder, told), TOLD);
});
