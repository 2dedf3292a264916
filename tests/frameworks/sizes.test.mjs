// What an app pays for an adapter: the whole entry, bundled and minified without the framework, after brotli.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const pkg = fileURLToPath(new URL("../../pkg/", import.meta.url));

async function size(name) {
  const { outputFiles } = await build({ entryPoints: [`${pkg}src/${name}.ts`], bundle: true, minify: true, format: "esm", target: "es2022", external: ["react", "vue"], write: false });
  return brotliCompressSync(outputFiles[0].contents).length;
}

// The guard of an app's routes comes beside the adapter of its router, so each is measured by itself.
for (const name of ["react", "vue", "router", "router-react", "router-vue", "router-tanstack"]) {
  test(`${name}: at most 1,024 bytes`, async () => {
    const measured = await size(name);
    assert.ok(measured <= 1024, `${measured}`);
    assert.ok(measured > 150, "it was not bundled");
  });
}
