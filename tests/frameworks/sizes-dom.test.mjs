// What an adapter adds to an app: bundled and minified as for production, its framework left out, at most 1,024 bytes brotli.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const LIMIT = 1024;
const pkg = new URL("../../pkg/", import.meta.url);

async function size(contents) {
  const options = { bundle: true, minify: true, charset: "utf8", format: "esm", target: "es2022", write: false, external: ["svelte", "svelte/*", "@angular/core"] };
  const { outputFiles } = await build({ ...options, stdin: { contents, resolveDir: fileURLToPath(pkg) }, define: { ngDevMode: "false", ngJitMode: "false" } });
  return brotliCompressSync(outputFiles[0].contents).length;
}

const read = (name) => readFileSync(new URL(`dist/${name}.js`, pkg), "utf8");

/** The declarations of a library are completed by the app's build; only then is seen what they weigh. */
async function linked(code) {
  const require = createRequire(new URL("node_modules/@angular/compiler-cli/package.json", pkg));
  const { createEs2015LinkerPlugin } = await import(new URL("node_modules/@angular/compiler-cli/bundles/linker/babel/index.js", pkg));
  const fileSystem = { resolve: (...parts) => parts.join("/"), dirname: () => "/", relative: (_, to) => to, exists: () => false, readFile: () => "" };
  const logger = { level: 1, debug() {}, info() {}, warn: assert.fail, error: assert.fail };
  const plugin = createEs2015LinkerPlugin({ fileSystem, logger, linkerJitMode: false, sourceMapping: false });
  return require("@babel/core").transformSync(code, { plugins: [plugin], filename: "/angular.js", babelrc: false, configFile: false }).code;
}

for (const name of ["dom", "svelte"]) {
  test(`rolescope/${name} is small`, async () => {
    const bytes = await size(read(name));
    assert.ok(bytes > 500 && bytes <= LIMIT, `${bytes} bytes`);
  });
}

test("rolescope/angular is small", async () => {
  const code = await linked(read("angular"));
  assert.match(code, /ɵɵdefineDirective/);
  assert.doesNotMatch(code, /ɵɵngDeclare/);
  const bytes = await size(code);
  assert.ok(bytes > 500 && bytes <= LIMIT, `${bytes} bytes`);
});
