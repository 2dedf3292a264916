// The packed package in a page under a strict Content Security Policy with trusted types. Whatever the policy blocks is
// an error of the page, and so of the test.
import assert from "node:assert/strict";
import { test } from "node:test";
import { served, told } from "../packaging/browser.mjs";
import { TOLD } from "../packaging/packed.mjs";
import { appWithTools, page, SHOW } from "./tools.mjs";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'";

const under = async (policy, main) => {
  const folder = appWithTools({ "index.html": page(`<script type="module" src="/main.js"></script>`), "main.js": main });
  return served(folder, told, { "content-security-policy": policy });
};

const INLINE = `import { Catalog, Directory, Session } from "./node_modules/rolescope/dist/index.js";${SHOW}`;
const SLIM = `
  import { Catalog, Directory, init, Session } from "./node_modules/rolescope/dist/slim.js";
  await init("/node_modules/rolescope/dist/engine.wasm");
  ${SHOW}
`;

test("inline runs under script-src 'self' 'wasm-unsafe-eval' and trusted types", async () => {
  assert.equal(await under(POLICY, INLINE), TOLD);
});

test("slim runs under the same policy", async () => {
  assert.equal(await under(POLICY, SLIM), TOLD);
});

// Or the two tests above would prove nothing.
for (const [what, code] of Object.entries({ Script: `Function("return 1")`, HTML: `document.body.innerHTML = "<b>no</b>"` })) {
  test(`the policy is in force: no string becomes ${what}`, async () => {
    await assert.rejects(() => under(POLICY, `${INLINE};${code};`), new RegExp(`requires 'Trusted${what}' assignment`));
  });
}

test("'wasm-unsafe-eval' is needed", async () => {
  await assert.rejects(() => under(POLICY.replace(" 'wasm-unsafe-eval'", ""), INLINE), /WebAssembly.*unsafe-eval/);
});
