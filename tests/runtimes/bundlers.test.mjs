// The packed package through bundlers without a plugin for WebAssembly: what they make is run, in Node or in a browser.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { build } from "esbuild";
import { rollup } from "rollup";
import webpack from "webpack";
import { served, told } from "../packaging/browser.mjs";
import { runIn, STORY, TOLD } from "../packaging/packed.mjs";
import { appWithTools, page, PRINT, PRINT_CJS, SHOW } from "./tools.mjs";

const INLINE = `import { Catalog, Directory, Session } from "rolescope";${SHOW}`;
const slim = (imported, engine) => `
  import { Catalog, Directory, init, Session } from "rolescope/slim";
  ${imported}
  init(${engine}).then(() => {${SHOW}});
`;
const HTML = { "index.html": page(`<script type="module" src="/out/main.js"></script>`) };

/** Runs webpack, and takes its warnings for errors. */
function bundleByWebpack(folder, options) {
  return new Promise((resolve, reject) => {
    const output = { path: join(folder, "out"), filename: options.filename ?? "main.js", publicPath: "/out/" };
    const { filename: _, ...rest } = options;
    const config = { context: folder, mode: "production", devtool: false, performance: false, output, ...rest };
    webpack(config, (error, stats) => {
      if (error) return reject(error);
      const trouble = stats.toString({ all: false, errors: true, warnings: true });
      return trouble === "" ? resolve() : reject(new Error(trouble));
    });
  });
}

test("webpack 5, for a browser", async () => {
  const folder = appWithTools({ ...HTML, "main.js": INLINE });
  await bundleByWebpack(folder, { entry: "./main.js", target: "web" });
  assert.equal(await served(folder, told), TOLD);
});

test("webpack 5, for a browser: slim with the engine as an asset", async () => {
  const folder = appWithTools({ ...HTML, "main.js": slim("", `new URL("rolescope/engine.wasm", import.meta.url)`) });
  await bundleByWebpack(folder, { entry: "./main.js", target: "web" });
  assert.equal(await served(folder, told), TOLD);
});

for (const [name, text] of Object.entries({ "main.js": PRINT, "main.cjs": PRINT_CJS })) {
  test(`webpack 5, for Node: ${name}`, async () => {
    const folder = appWithTools({ [name]: text });
    await bundleByWebpack(folder, { entry: `./${name}`, target: "node20", filename: "main.cjs" });
    assert.equal(runIn(folder, "node", ["out/main.cjs"]).trim(), TOLD);
  });
}

test("esbuild, for a browser", async () => {
  const folder = appWithTools({ ...HTML, "main.js": INLINE });
  await build({ absWorkingDir: folder, entryPoints: ["main.js"], bundle: true, minify: true, outdir: "out", logLevel: "silent" });
  assert.equal(await served(folder, told), TOLD);
});

test("esbuild, for a browser: slim with the engine as a file", async () => {
  const folder = appWithTools({ ...HTML, "main.js": slim(`import engine from "rolescope/engine.wasm";`, "engine") });
  const options = { bundle: true, format: "esm", outdir: "out", publicPath: "/out", loader: { ".wasm": "file" }, logLevel: "silent" };
  await build({ absWorkingDir: folder, entryPoints: ["main.js"], ...options });
  assert.equal(await served(folder, told), TOLD);
});

for (const [format, name] of [["esm", "out.mjs"], ["cjs", "out.cjs"]]) {
  test(`esbuild, for Node: ${format}`, async () => {
    const folder = appWithTools({ "main.js": PRINT });
    const { warnings } = await build({ absWorkingDir: folder, entryPoints: ["main.js"], bundle: true, platform: "node", format, outfile: name, logLevel: "silent" });
    assert.deepEqual(warnings, []);
    assert.equal(runIn(folder, "node", [name]).trim(), TOLD);
  });

  test(`Rollup, for Node: ${format}`, async () => {
    const folder = appWithTools({ "main.js": PRINT });
    await bundleByRollup(folder, { file: join(folder, name), format });
    assert.equal(runIn(folder, "node", [name]).trim(), TOLD);
  });
}

test("Rollup, for a browser", async () => {
  const folder = appWithTools({ ...HTML, "main.js": INLINE });
  await bundleByRollup(folder, { dir: join(folder, "out"), format: "esm" });
  assert.equal(await served(folder, told), TOLD);
});

async function bundleByRollup(folder, output) {
  const warnings = [];
  const bundle = await rollup({ input: join(folder, "main.js"), plugins: [nodeResolve()], onwarn: ({ message }) => warnings.push(message) });
  await bundle.write(output);
  await bundle.close();
  assert.deepEqual(warnings, []);
}
