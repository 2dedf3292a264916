// What a browser downloads: bundled and minified by esbuild, brotli at its highest, wasm included.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const resolved = (specifier) => fileURLToPath(import.meta.resolve(specifier));

const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;

async function bundled(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: dirname(fileURLToPath(import.meta.url)) },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    // Node's own modules appear only in branches that a browser never takes.
    external: ["node:*", "fs", "path", "crypto"],
    logLevel: "error",
  });
  return brotli(outputFiles[0].contents);
}

const wasm = (path) => brotli(readFileSync(path));

export async function measureSize() {
  const slim = {
    glue: await bundled(`export * from "rolescope/slim";`),
    wasm: wasm(resolved("rolescope/engine.wasm")),
  };
  const inline = await bundled(`export * from "rolescope";`);
  const sessionInline = await bundled(`export * from "rolescope/session";`);
  const session = (await bundled(`export * from "rolescope/session/slim";`)) + wasm(resolved("rolescope/session.wasm"));
  const catalogs = join(ROOT, "catalogs");
  return {
    rolescope: { slim: slim.glue + slim.wasm, ...slim, inline, session, sessionInline },
    catalogs: existsSync(catalogs)
      ? readdirSync(catalogs)
          .filter((name) => name.endsWith(".json"))
          .map((name) => ({ id: basename(name, ".json"), bytes: brotli(readFileSync(join(catalogs, name))) }))
      : [],
    peers: {
      permix: await bundled(`export { createPermix } from "permix";`),
      "@casl/ability": await bundled(`export { createMongoAbility, subject } from "@casl/ability";`),
      casbin: await bundled(`export { newEnforcer, newModelFromString } from "casbin";`),
      "@cedar-policy/cedar-wasm":
        (await bundled(`export * from "@cedar-policy/cedar-wasm/web";`)) +
        wasm(join(dirname(resolved("@cedar-policy/cedar-wasm/web")), "cedar_wasm_bg.wasm")),
    },
  };
}
