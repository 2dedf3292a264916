// The TypeScript in the documents compiles in a strict app, and the README's example shows what it says.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compiled } from "./support/compiled.mjs";

const here = fileURLToPath(new URL("./", import.meta.url));
const installed = (name) => join(here, "node_modules", name);
const blocksOf = (path) => [...readFileSync(new URL(`../../${path}`, import.meta.url), "utf8").matchAll(/^```tsx\n(.*?)^```$/gms)].map(([, code]) => code);

for (const path of ["README.md", "docs/frameworks/react.md"]) {
  test(`${path}: its TypeScript compiles, and a misspelt permission in it would not`, () => {
    const blocks = blocksOf(path);
    assert.ok(blocks.length > 0);
    const options = { module: "ESNext", moduleResolution: "bundler", noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true };
    const said = (code) => compiled("app.tsx", code, { options });
    for (const code of blocks) assert.equal(said(code), "", code);
    const asking = blocks.filter((code) => code.includes("studio.flows.delete"));
    for (const code of asking) assert.match(said(code.replaceAll("studio.flows.delete", "studio.flows.delite")), /error TS/);
  });
}

/** What the README's example draws for somebody with this role. */
async function shown(role) {
  const folder = mkdtempSync(join(tmpdir(), "rolescope-readme-"));
  try {
    const contents = `${blocksOf("README.md")[0]}
      import { Directory } from "rolescope";
      import { renderToStaticMarkup } from "react-dom/server";
      const catalog = Catalog.builtin("twilio");
      export const draw = (tenant: object) => renderToStaticMarkup(<App session={Directory.parse(catalog, tenant).session("lena")} />);`;
    const alias = { react: installed("react"), "react-dom": installed("react-dom") };
    await build({ stdin: { contents, resolveDir: here, loader: "tsx" }, jsx: "automatic", bundle: true, platform: "node", format: "cjs", outfile: join(folder, "app.cjs"), alias, logLevel: "error" });
    const { draw } = createRequire(import.meta.url)(join(folder, "app.cjs"));
    return draw({ catalog: "twilio", scopes: [{ id: "AC1", type: "account" }], principals: [{ id: "lena" }], roleAssignments: [{ principal: "lena", role, scope: "AC1" }] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("the README's example draws groups with what is in them, and what the role gives", async () => {
  const [viewer, admin] = [await shown("studio-viewer"), await shown("studio-admin")];
  for (const html of [viewer, admin]) {
    assert.match(html, /^<nav><ul><li>Develop<ul>.*<a href="\/develop\/studio\/flows">.*<\/nav>/);
    assert.doesNotMatch(html, /href="[^"]*:|phone-numbers/);
  }
  assert.match(viewer, /<p>Your role does not delete flows\.<\/p>$/);
  assert.match(admin, /<button>Delete the flow<\/button>$/);
});
