// What is in the tarball, how large it is, and what the linters of packages say.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { MODULES_ONLY } from "../../scripts/build-package.mjs";
import { app, pack, root, runIn } from "./packed.mjs";

const manifest = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
const brotli = (path) => brotliCompressSync(readFileSync(join(root, "pkg", path))).length;

/** Every file that the exports name, whatever the condition. */
function targets(exported) {
  return typeof exported === "string" ? [exported] : Object.values(exported).flatMap(targets);
}

test("every file that the manifest names is in the tarball", () => {
  const { files } = pack();
  const named = [...targets(manifest.exports), manifest.main, manifest.module, manifest.types, ...Object.values(manifest.bin), ...manifest.sideEffects];
  for (const path of named) assert.ok(files.includes(path.replace("./", "")), `${path} is missing`);
  for (const name of ["README.md", "LICENSE-MIT", "LICENSE-APACHE"]) assert.ok(files.includes(name), `${name} is missing`);
});

test("nothing else is in the tarball", () => {
  const expected = /^(dist\/.+|schema\/[a-z]+\.json|(slim|session(\/slim)?|react|vue|dom|live|router(\/[a-z]+)?)\/package\.json|(engine|session)\.wasm\.d\.ts|package\.json|README\.md|LICENSE-(MIT|APACHE))$/;
  for (const path of pack().files) assert.match(path, expected);
});

test("every declaration that a declaration imports is in the tarball", () => {
  const { files } = pack();
  const declarations = files.filter((path) => path.endsWith(".d.ts"));
  assert.ok(declarations.length > 0);
  for (const path of declarations) {
    const text = readFileSync(join(root, "pkg", path), "utf8");
    for (const [, name] of text.matchAll(/from "\.\/([^"]+)\.js"/g)) {
      const imported = join(path, "..", `${name}.d.ts`);
      assert.ok(files.includes(imported), `${path} imports ${imported}`);
    }
  }
});

test("there is no runtime dependency, and whoever uses no framework needs none", () => {
  for (const kind of ["dependencies", "optionalDependencies", "bundledDependencies"]) assert.equal(manifest[kind], undefined);
  for (const name of Object.keys(manifest.peerDependencies)) assert.equal(manifest.peerDependenciesMeta[name]?.optional, true, name);
});

// The budget is 70 KB and is not met yet: docs/packaging.md says so. Until it is, this keeps the package from growing.
test("slim does not grow: at most 232,000 bytes after brotli, its JavaScript at most 12,000", () => {
  const script = brotli("dist/slim.js") + brotli("dist/core.js");
  const engine = brotli("dist/engine.wasm");
  assert.ok(script <= 12_000, `JavaScript: ${script}`);
  assert.ok(script + engine <= 232_000, `${script} + ${engine} = ${script + engine}`);
});

// Both forms: what carries the engine as text, and what loads it.
for (const files of [["session-only.js", "session-only-core.js"], ["session-only-slim.js", "session-only-core.js", "session.wasm"]]) {
  test(`${files[0]} with all that it imports has at most 35 KB after brotli`, () => {
    const all = files.map((name) => brotli(`dist/${name}`));
    const sum = all.reduce((sum, size) => sum + size, 0);
    assert.ok(sum <= 35 * 1024, `${all.join(" + ")} = ${sum}`);
  });
}

// The guard by itself, and each adapter by itself: an app has the guard and one of them.
for (const [name, limit] of Object.entries({ "router": 1024, "router-react": 1024, "router-vue": 1024, "router-tanstack": 1024, "live": 2700 })) {
  test(`${name} has at most ${limit} bytes after brotli, and no engine`, () => {
    for (const folder of ["dist", "dist/cjs"]) {
      const text = readFileSync(join(root, "pkg", folder, `${name}.js`), "utf8");
      assert.ok(text.length > 200 && !/WebAssembly|core\.js/.test(text), folder);
    }
    assert.ok(brotli(`dist/${name}.js`) <= limit, `${brotli(`dist/${name}.js`)}`);
  });
}

test("the inline entries carry the very engines that the slim ones load", () => {
  const inline = /"(0061736d[0-9a-f]+)"/;
  for (const [wasm, name] of [["engine.wasm", "index.js"], ["session.wasm", "session-only.js"]]) {
    const engine = readFileSync(join(root, "pkg/dist", wasm));
    for (const path of [`dist/${name}`, `dist/cjs/${name}`]) {
      const [, hex] = inline.exec(readFileSync(join(root, "pkg", path), "utf8"));
      assert.ok(Buffer.from(hex, "hex").equals(engine), path);
    }
  }
});

test("no file names a folder of the machine that built it", () => {
  const files = pack().files.filter((path) => path.startsWith("dist/"));
  for (const name of ["engine", "session"]) assert.ok(files.includes(`dist/${name}.wasm`));
  const folders = [root, homedir(), "/.cargo/", "/.rustup/"];
  for (const path of files) {
    const bytes = readFileSync(join(root, "pkg", path));
    for (const folder of folders) assert.ok(!bytes.includes(folder), `${path} names ${folder}`);
  }
});

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: join(root, "pkg"), strict: true });
  assert.deepEqual(messages.map((message) => formatMessage(message, manifest, { color: false })), []);
});

test("arethetypeswrong finds nothing", () => {
  const check = (...options) => runIn(root, "attw", [pack().path, "--format", "ascii", "--no-color", ...options]);
  const others = check("--exclude-entrypoints", ...MODULES_ONLY);
  assert.match(others, /No problems found/);
  // It ends with an error for whatever it finds and is not told to ignore.
  const report = others + check("--profile", "esm-only", "--entrypoints", ...MODULES_ONLY);
  for (const path of Object.keys(manifest.exports)) assert.ok(report.includes(`"${join(manifest.name, path)}"`), path);
});

test("the schemas can be imported", () => {
  const folder = app({
    "main.cjs": `
      for (const name of ["catalog", "directory", "snapshot"]) {
        const schema = require("rolescope/schema/" + name + ".json");
        if (!schema.$schema) throw new Error(name + " is no schema");
      }
      console.log("read");
    `,
  });
  assert.equal(runIn(folder, "node", ["main.cjs"]).trim(), "read");
});
