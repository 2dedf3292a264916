// What an app pays for an adapter: bundled and minified without the framework, after brotli.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const pkg = fileURLToPath(new URL("../../pkg/", import.meta.url));

async function size(name, plugins = []) {
  const { outputFiles } = await build({ entryPoints: [`${pkg}src/${name}.ts`], bundle: true, minify: true, format: "esm", target: "es2022", external: ["react", "vue"], write: false, plugins });
  return brotliCompressSync(outputFiles[0].contents).length;
}

const WITHOUT_FOCUS = {
  name: "without the care for the focus",
  setup: (run) => run.onLoad({ filter: /focus\.ts$/ }, () => ({ contents: "export function leave() {}" })),
};

test("react: at most 1,024 bytes, the care for the focus included", async () => {
  const measured = await size("react");
  assert.ok(measured <= 1024, `${measured}`);
  assert.ok(measured > 500, "it was not bundled");
});

// The budget is 1,024 and is not met: docs/frameworks/vue.md says so. Until it is, this keeps the adapter from growing.
test("vue: at most 1,195 bytes, and without the care for the focus at most 1,024", async () => {
  const [whole, adapter] = [await size("vue"), await size("vue", [WITHOUT_FOCUS])];
  assert.ok(whole <= 1195, `${whole}`);
  assert.ok(adapter <= 1024, `without the focus: ${adapter}`);
  assert.ok(adapter > 500 && adapter < whole - 100, "it was not bundled");
});
